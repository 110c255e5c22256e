// Pipelines with their buffers, lent to whichever thread works on a chunk.
//
// Contract: any thread. A lease is one thread's; what it took is recycled by the next. Memory is
// charged to the budget: `most_workers` says how many threads may work at once without passing it.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "codec/pipeline.h"
#include "codec/raw_layout.h"
#include "core/buffer.h"

namespace ch5mpy {

class ChunkCodec {
 public:
  explicit ChunkCodec(const RawLayout& layout);

  struct Desk {
    explicit Desk(const std::vector<Filter>& filters) : pipeline(filters) {}
    Pipeline pipeline;
    Buffer stored;   // a chunk's bytes as in the file
    Buffer decoded;  // its elements
  };

  class Lease {
   public:
    explicit Lease(ChunkCodec& codec);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Desk* operator->() const { return desk_.get(); }
    Desk& operator*() const { return *desk_; }

   private:
    ChunkCodec& codec_;
    std::unique_ptr<Desk> desk_;
  };

  std::int64_t chunk_bytes() const { return chunk_bytes_; }
  std::int64_t most_workers() const;

 private:
  const std::vector<Filter>& filters_;
  std::int64_t chunk_bytes_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Desk>> free_;
};

}  // namespace ch5mpy
