// The boxes of a selection, one after the other.
//
// Contract: walks the product of the axes' parts, the part that is fastest in storage first. `walk`
// pairs the elements of the current box with their places in the block of the whole selection.
#pragma once

#include <vector>

#include "core/dims.h"
#include "store/box_walk.h"
#include "store/chunk_grid.h"

namespace ch5mpy {

class BoxCursor {
 public:
  BoxCursor(const ChunkGrid& grid, const Selection& selection, GapRule rule);

  bool done() const { return done_; }
  void next();

  const Dims& start() const { return start_; }
  const Dims& count() const { return count_; }
  // Every element of the box is wanted.
  bool covers() const { return covers_; }
  // Makes the box larger where one long read is cheaper than many short ones (not chunked only).
  void widen();
  const BoxWalk& walk();

 private:
  void load();

  const ChunkGrid& grid_;
  std::vector<AxisSplit> splits_;
  std::vector<std::size_t> axes_;  // fastest in storage first
  std::vector<std::size_t> at_;    // the current part of each axis
  Dims block_strides_;             // of each of the array's axes in the block
  Dims start_, count_;
  bool covers_ = false;
  bool done_ = false;
  BoxWalk walk_;
};

}  // namespace ch5mpy
