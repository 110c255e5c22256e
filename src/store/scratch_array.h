// An array that waits in a scratch file: what must be staged before a file is touched.
//
// Contract: a source and a sink of one element type; an element is read only after it was put.
// Memory is bounded whatever the size; text keeps each string it was ever given. One thread.
#pragma once

#include <string>

#include "store/block_sink.h"
#include "store/block_source.h"
#include "store/scratch_file.h"

namespace ch5mpy {

class ScratchArray : public BlockSource, public BlockSink {
 public:
  ScratchArray(ElementType type, Dims dims, const std::string& folder);

  ElementType type() const override { return type_; }
  const Dims& dims() const override { return dims_; }
  Dims chunk() const override;

  void gather(const Selection& selection, Block& out) override;
  void gather_points(Points points, Block& out) override;

  // Only a block of the array's own type fits.
  void check(const Block& values) const override;
  void put(const Selection& selection, const Block& values) override;
  void put_points(Points points, const Block& values) override;

 private:
  // Elements [position, position + count) <-> elements [at, at + count) of a block.
  void read_run(std::int64_t position, std::int64_t count, Block& out, std::int64_t at) const;
  void write_run(std::int64_t position, std::int64_t count, const Block& values, std::int64_t at);
  void read_text(std::int64_t position, std::int64_t count, Block& out, std::int64_t at) const;
  void write_text(std::int64_t position, std::int64_t count, const Block& values, std::int64_t at);

  ElementType type_;
  Dims dims_;
  ScratchFile elements_;
  ScratchFile heap_;
  std::int64_t heap_size_ = 0;
};

}  // namespace ch5mpy
