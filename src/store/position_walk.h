// Walks the elements of a Selection by their linear position in the array.
//
// Contract: the selection was checked against `dims`. `visit(result, position)` is called for each
// element of the result in R's order; position is kNaIndex where an index is NA. `visit_lines`
// gives whole lines along the result's first axis, so that the inner loop is the caller's.
#pragma once

#include <cstdint>
#include <vector>

#include "core/dims.h"
#include "store/selection.h"

namespace ch5mpy {

// A line of the result: `axis` picks along it with `stride` from `base`; base is kNaIndex when an
// index of another axis is NA.
struct Line {
  std::int64_t base;
  std::int64_t stride;
  const AxisSelection* axis;
  std::int64_t first;  // index in the result of the line's first element

  std::int64_t size() const { return axis->size(); }
  std::int64_t operator[](std::int64_t i) const {
    std::int64_t index = (*axis)[i];
    return base == kNaIndex || index == kNaIndex ? kNaIndex : base + index * stride;
  }
};

template <typename Visit>
void visit_lines(const Selection& selection, const Dims& dims, Visit&& visit) {
  static const AxisSelection single = AxisSelection::range(0, 1, 1);
  if (selection.size() == 0) return;
  std::size_t rank = dims.size();
  if (rank == 0) {
    visit(Line{0, 1, &single, 0});
    return;
  }
  Dims strides = column_major_strides(dims);
  std::vector<std::size_t> order(rank);
  for (std::size_t p = 0; p < rank; ++p) {
    order[p] = selection.perm.empty() ? p : static_cast<std::size_t>(selection.perm[p]);
  }
  std::vector<std::int64_t> at(rank, 0);
  std::int64_t first = 0;
  const AxisSelection& inner = selection.axes[order[0]];
  while (true) {
    std::int64_t base = 0;
    for (std::size_t p = 1; p < rank && base != kNaIndex; ++p) {
      std::int64_t index = selection.axes[order[p]][at[p]];
      base = index == kNaIndex ? kNaIndex : base + index * strides[order[p]];
    }
    visit(Line{base, strides[order[0]], &inner, first});
    first += inner.size();
    std::size_t p = 1;
    while (p < rank && ++at[p] == selection.axes[order[p]].size()) at[p++] = 0;
    if (p >= rank) return;
  }
}

}  // namespace ch5mpy
