// A box cut into slabs along its slowest axis in storage.
//
// Contract: slabs begin at whole cells (but the first) and take about `slab_bytes`, so that long
// reads and writes notice Ctrl-C between them. `offset` counts the elements before the slab.
#pragma once

#include "core/dims.h"
#include "store/chunk_grid.h"

namespace ch5mpy {

class SlabCursor {
 public:
  static constexpr std::int64_t kUsual = 16 << 20;
  SlabCursor(const ChunkGrid& grid, const Selection& box, std::int64_t slab_bytes = kUsual);

  bool done() const { return done_; }
  void next();
  const Dims& start() const { return start_; }
  const Dims& count() const { return count_; }
  std::int64_t offset() const { return offset_; }

 private:
  void load();

  Dims start_, count_;
  std::size_t slow_ = 0;
  std::int64_t rows_ = 1;  // left along the slow axis
  std::int64_t row_size_ = 1;
  std::int64_t cell_ = 1;
  std::int64_t step_ = 1;
  std::int64_t offset_ = 0;
  bool done_ = false;
};

}  // namespace ch5mpy
