#include "store/selection.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/error.h"

namespace ch5mpy {

AxisSelection AxisSelection::all(std::int64_t extent) {
  return range(0, 1, extent);
}

AxisSelection AxisSelection::range(std::int64_t start, std::int64_t step, std::int64_t count) {
  AxisSelection axis;
  axis.start_ = start;
  axis.step_ = step;
  axis.count_ = count;
  return axis;
}

AxisSelection AxisSelection::list(std::vector<std::int64_t> indices) {
  AxisSelection axis;
  axis.listed_ = true;
  axis.count_ = static_cast<std::int64_t>(indices.size());
  axis.indices_ = std::move(indices);
  return axis;
}

bool AxisSelection::has_na() const {
  return listed_ && std::find(indices_.begin(), indices_.end(), kNaIndex) != indices_.end();
}

AxisSelection AxisSelection::then(const AxisSelection& selection) const {
  if (!listed_ && !selection.listed_) {
    return range(start_ + selection.start_ * step_, step_ * selection.step_, selection.count_);
  }
  std::vector<std::int64_t> indices(static_cast<std::size_t>(selection.size()));
  for (std::int64_t i = 0; i < selection.size(); ++i) {
    std::int64_t index = selection[i];
    indices[static_cast<std::size_t>(i)] = index == kNaIndex ? kNaIndex : (*this)[index];
  }
  return list(std::move(indices));
}

AxisSelection AxisSelection::slice(std::int64_t first, std::int64_t count) const {
  if (!listed_) return range(start_ + first * step_, step_, count);
  auto begin = indices_.begin() + first;
  return list(std::vector<std::int64_t>(begin, begin + count));
}

Selection Selection::all(const Dims& dims) {
  return box(Dims(dims.size(), 0), dims);
}

Selection Selection::box(const Dims& start, const Dims& count) {
  Selection selection;
  for (std::size_t a = 0; a < count.size(); ++a) {
    selection.axes.push_back(AxisSelection::range(start[a], 1, count[a]));
  }
  return selection;
}

Dims Selection::dims() const {
  Dims result(axes.size());
  for (std::size_t p = 0; p < axes.size(); ++p) {
    result[p] = axes[perm.empty() ? p : static_cast<std::size_t>(perm[p])].size();
  }
  return result;
}

bool Selection::is_identity_perm() const {
  for (std::size_t p = 0; p < perm.size(); ++p) {
    if (perm[p] != static_cast<int>(p)) return false;
  }
  return true;
}

namespace {

[[noreturn]] void out_of_bounds(std::int64_t index, std::int64_t extent) {
  if (index == kNaIndex) {
    throw Error(ErrorKind::subscript,
                "NA is not allowed in a subscript of an assignment; leave those elements out.");
  }
  throw Error(ErrorKind::subscript, "Subscript " + std::to_string(index + 1) +
                                        " is out of bounds: the extent is " +
                                        std::to_string(extent) + ".");
}

void check_index(std::int64_t index, std::int64_t extent, bool allow_na) {
  if (index == kNaIndex && allow_na) return;
  if (index < 0 || index >= extent) out_of_bounds(index, extent);
}

void check_axis(const AxisSelection& axis, std::int64_t extent, bool allow_na) {
  if (axis.size() == 0) return;
  if (axis.is_list()) {
    for (std::int64_t i = 0; i < axis.size(); ++i) check_index(axis[i], extent, allow_na);
    return;
  }
  // A range's ends bound the rest.
  check_index(axis[0], extent, false);
  check_index(axis[axis.size() - 1], extent, false);
}

void check_perm(const std::vector<int>& perm, std::size_t rank) {
  if (perm.empty()) return;
  std::vector<int> sorted(perm);
  std::sort(sorted.begin(), sorted.end());
  bool valid = sorted.size() == rank;
  for (std::size_t p = 0; valid && p < rank; ++p) valid = sorted[p] == static_cast<int>(p);
  if (!valid) throw Error(ErrorKind::subscript, "The permutation does not name each axis once.");
}

}  // namespace

void check_selection(const Selection& selection, const Dims& dims, bool allow_na) {
  if (selection.axes.size() != dims.size()) {
    throw Error(ErrorKind::subscript, "An array of " + std::to_string(dims.size()) +
                                          " dimensions was given " +
                                          std::to_string(selection.axes.size()) + " subscripts.");
  }
  for (std::size_t a = 0; a < dims.size(); ++a) check_axis(selection.axes[a], dims[a], allow_na);
  check_perm(selection.perm, dims.size());
}

void check_points(Points points, std::int64_t length, bool allow_na) {
  for (std::int64_t point : points) check_index(point, length, allow_na);
}

}  // namespace ch5mpy
