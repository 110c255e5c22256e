// The boxes of a selection, by number.
//
// Contract: walks the product of the axes' parts, the part that is fastest in storage first. Any
// thread may `load`, each into a part of its own. Keeps a reference to the grid.
#pragma once

#include <vector>

#include "core/dims.h"
#include "store/box_part.h"
#include "store/chunk_grid.h"

namespace ch5mpy {

class BoxCursor {
 public:
  BoxCursor(const ChunkGrid& grid, const Selection& selection, GapRule rule);

  std::int64_t size() const { return size_; }
  // `widen`: the box is made larger where one long read is cheaper than many short ones.
  void load(std::int64_t box, BoxPart& part, bool widen = false) const;

 private:
  std::vector<std::size_t> places(std::int64_t box) const;
  void widen(BoxPart& part) const;
  void arrange(const std::vector<std::size_t>& at, BoxPart& part) const;

  const ChunkGrid& grid_;
  std::vector<AxisSplit> splits_;
  std::vector<std::size_t> axes_;  // fastest in storage first
  Dims block_strides_;             // of each of the array's axes in the block
  std::int64_t size_ = 1;
};

}  // namespace ch5mpy
