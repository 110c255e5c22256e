// Selections of many kinds, and what a plain loop picks by them.
#pragma once

#include <random>
#include <vector>

#include "store/selection.h"

namespace rig {

using ch5mpy::AxisSelection;
using ch5mpy::Selection;

inline AxisSelection random_axis(std::mt19937& random, std::int64_t extent, bool na) {
  auto below = [&](std::int64_t n) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
  };
  std::int64_t start = below(extent);
  switch (random() % 5) {
    case 0:
      return AxisSelection::all(extent);
    case 1:
      return AxisSelection::range(start, 1, 1 + below(extent - start));
    case 2: {
      std::int64_t step = 1 + below(4);
      return AxisSelection::range(start, step, (extent - 1 - start) / step + 1);
    }
    case 3: {
      std::int64_t step = 1 + below(4);
      return AxisSelection::range(start, -step, start / step + 1);
    }
    default: {
      std::vector<std::int64_t> indices;
      std::int64_t count = below(2 * extent);
      for (std::int64_t i = 0; i < count; ++i) {
        indices.push_back(na && random() % 8 == 0 ? ch5mpy::kNaIndex : below(extent));
      }
      return AxisSelection::list(indices);
    }
  }
}

inline Selection random_selection(std::mt19937& random, const ch5mpy::Dims& dims, bool na) {
  Selection selection;
  for (std::int64_t extent : dims) selection.axes.push_back(random_axis(random, extent, na));
  if (random() % 2 == 0) {
    for (std::size_t a = 0; a < dims.size(); ++a) selection.perm.push_back(static_cast<int>(a));
    std::shuffle(selection.perm.begin(), selection.perm.end(), random);
  }
  return selection;
}

// The column-major position in the array of each element of the result, kNaIndex for NA.
inline std::vector<std::int64_t> positions(const Selection& selection, const ch5mpy::Dims& dims) {
  ch5mpy::Dims shape = selection.dims(), strides = ch5mpy::column_major_strides(dims);
  std::vector<std::int64_t> result;
  for (std::int64_t i = 0; i < selection.size(); ++i) {
    std::int64_t rest = i, position = 0;
    for (std::size_t p = 0; p < shape.size(); ++p) {
      std::size_t a = selection.perm.empty() ? p : static_cast<std::size_t>(selection.perm[p]);
      std::int64_t index = selection.axes[a][rest % shape[p]];
      rest /= shape[p];
      if (index == ch5mpy::kNaIndex || position == ch5mpy::kNaIndex) {
        position = ch5mpy::kNaIndex;
      } else {
        position += index * strides[a];
      }
    }
    result.push_back(position);
  }
  return result;
}

}  // namespace rig
