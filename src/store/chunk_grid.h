// How a selection falls into the cells of a stored array.
//
// Contract: pure arithmetic, R's axis order. Cells are a dataset's chunks, or pieces of about 1 MB
// that are cheap to read at once when it is not chunked. Everything here takes time and memory
// proportional to the number of listed indices and of cells touched, never to the extents.
#pragma once

#include <cstdint>
#include <vector>

#include "core/dims.h"
#include "store/box_walk.h"
#include "store/selection.h"

namespace ch5mpy {

// The shape of an array in storage.
struct ChunkGrid {
  Dims dims;
  Dims cell;  // at least 1 along each axis
  bool chunked = false;
  bool first_fastest = true;  // the first axis runs fastest in storage (R's order), else the last
  std::int64_t element_size = 1;

  // A cell, no larger than the array: for planning blocks.
  Dims chunk() const;
  // Steps in elements between neighbours of a box of `count` in storage order.
  Dims strides(const Dims& count) const;
  // Axis numbers, the one that runs fastest in storage first.
  std::vector<std::size_t> storage_axes() const;
};

// Cells of an array that is not chunked: all of the fast axes and part of the next, about `bytes`.
Dims contiguous_cell(const Dims& dims, bool first_fastest, std::int64_t element_size,
                     std::int64_t bytes);

// One run of wanted positions along an axis: the hull [start, start + extent) holds them all.
struct AxisPart {
  std::int64_t start = 0;
  std::int64_t extent = 0;
  std::int64_t count = 0;  // wanted positions, repeated ones counted
  bool covers = false;     // each position of the hull is wanted
  // Of a sequence: offset in the hull and place in the selection of the first, and the step.
  std::int64_t inside = 0;
  std::int64_t step = 0;
  std::int64_t outside = 0;
  // Of a list: where it begins in the sorted list.
  std::int64_t first = 0;
};

struct SplitRule {
  std::int64_t cell = 1;     // parts do not cross a multiple of it
  std::int64_t max_gap = 0;  // unwanted positions in a row that a part may span
};

// An axis of a selection cut to parts. Within a part of a list positions ascend, and of a repeated
// one the last mention comes last. NA is in no part.
class AxisSplit {
 public:
  AxisSplit(const AxisSelection& axis, const SplitRule& rule);

  std::size_t size() const { return parts_.size(); }
  const AxisPart& operator[](std::size_t i) const { return parts_[i]; }

  // The wanted positions of a part, in a box that begins `before` positions before its hull and
  // steps by `box_stride`, and in the block of the selection.
  void walk(const AxisPart& part, std::int64_t before, std::int64_t box_stride,
            std::int64_t block_stride, BoxWalk::Axis& axis) const;

 private:
  void split_range(const AxisSelection& axis, const SplitRule& rule);
  void split_list(const AxisSelection& axis, const SplitRule& rule);
  void sort_list(const AxisSelection& axis);

  std::vector<AxisPart> parts_;
  bool listed_ = false;
  std::vector<std::int64_t> sorted_;  // indices in ascending order, without NA
  std::vector<std::int64_t> places_;  // and where in the selection each stood
};

enum class GapRule {
  span,  // unwanted elements between wanted ones may be in a part, where that is cheaper
  exact  // every part is wanted as a whole
};

// The axes of a selection, cut to what one read or write takes.
std::vector<AxisSplit> split_selection(const ChunkGrid& grid, const Selection& selection,
                                       GapRule rule);

}  // namespace ch5mpy
