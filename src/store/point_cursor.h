// The boxes that single elements fall into, one after the other.
//
// Contract: takes n log n time for n points, however far apart they lie. `walk` pairs the elements
// of the current box with their places in the block; repeated points come in the order given.
#pragma once

#include <vector>

#include "core/dims.h"
#include "store/box_walk.h"
#include "store/chunk_grid.h"

namespace ch5mpy {

class PointCursor {
 public:
  // `rule` exact: every element of each box is wanted.
  PointCursor(const ChunkGrid& grid, Points points, GapRule rule);

  bool done() const { return first_ == sorted_.size(); }
  void next();

  const Dims& start() const { return start_; }
  const Dims& count() const { return count_; }
  bool covers() const { return covers_; }
  const BoxWalk& walk();

 private:
  struct Entry {
    std::int64_t cell;   // number of the cell in storage order
    std::int64_t local;  // place in the cell in storage order
    std::int64_t place;  // which point
  };

  void load();
  Entry locate(std::int64_t point, std::int64_t place) const;
  Dims coordinates(const Entry& entry) const;

  ChunkGrid grid_;
  GapRule rule_;
  Dims cells_;         // how many cells along each axis
  Dims cell_strides_;  // in the cells' storage order
  Dims local_strides_;
  std::vector<Entry> sorted_;
  std::size_t first_ = 0, end_ = 0;  // the entries of the current box
  Dims start_, count_;
  bool covers_ = false;
  BoxWalk walk_;
};

}  // namespace ch5mpy
