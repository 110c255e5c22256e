// The boxes that single elements fall into, by number.
//
// Contract: takes n log n time for n points, however far apart they lie. Any thread may `load`,
// each into a part of its own; repeated points come in the order given.
#pragma once

#include <vector>

#include "core/dims.h"
#include "store/box_part.h"
#include "store/chunk_grid.h"

namespace ch5mpy {

class PointCursor {
 public:
  // `rule` exact: every element of each box is wanted.
  PointCursor(const ChunkGrid& grid, Points points, GapRule rule);

  std::int64_t size() const { return static_cast<std::int64_t>(firsts_.size()) - 1; }
  void load(std::int64_t box, BoxPart& part) const;

 private:
  struct Entry {
    std::int64_t cell;   // number of the cell in storage order
    std::int64_t local;  // place in the cell in storage order
    std::int64_t place;  // which point
  };

  void group();
  Entry locate(std::int64_t point, std::int64_t place) const;
  Dims coordinates(const Entry& entry) const;
  static void bound(const std::vector<Dims>& at, BoxPart& part);

  ChunkGrid grid_;
  GapRule rule_;
  Dims cells_;         // how many cells along each axis
  Dims cell_strides_;  // in the cells' storage order
  Dims local_strides_;
  std::vector<Entry> sorted_;
  std::vector<std::size_t> firsts_;  // of the entries of each box, and the end of the last
};

}  // namespace ch5mpy
