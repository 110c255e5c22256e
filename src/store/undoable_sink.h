// A sink whose writes can be taken back: the ground of "all or nothing" in place.
//
// Contract: as BlockSink. Between `begin` and `commit` the sink keeps what it overwrites, on disk
// when that is much; `rollback` puts it back bit by bit, newest first, polls no interrupt, and ends
// what `begin` began. Without `begin` writes are final.
#pragma once

#include "store/block_sink.h"

namespace ch5mpy {

class UndoableSink : public BlockSink {
 public:
  virtual void begin() = 0;
  virtual void commit() noexcept = 0;
  virtual void rollback() = 0;
};

}  // namespace ch5mpy
