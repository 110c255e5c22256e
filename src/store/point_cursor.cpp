#include "store/point_cursor.h"

#include <algorithm>
#include <tuple>

namespace ch5mpy {

namespace {

// Points of an array that is not chunked are read together within pieces of this size.
constexpr std::int64_t kPieceBytes = 1 << 14;

}  // namespace

PointCursor::PointCursor(const ChunkGrid& grid, Points points, GapRule rule)
    : grid_(grid), rule_(rule) {
  if (!grid_.chunked) {
    grid_.cell = contiguous_cell(grid_.dims, grid_.first_fastest, grid_.element_size, kPieceBytes);
  }
  for (std::size_t a = 0; a < grid_.dims.size(); ++a) {
    cells_.push_back((grid_.dims[a] + grid_.cell[a] - 1) / grid_.cell[a]);
  }
  cell_strides_ = grid_.strides(cells_);
  local_strides_ = grid_.strides(grid_.cell);
  sorted_.reserve(static_cast<std::size_t>(points.size()));
  for (std::int64_t i = 0; i < points.size(); ++i) {
    if (points[i] != kNaIndex) sorted_.push_back(locate(points[i], i));
  }
  std::sort(sorted_.begin(), sorted_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.cell, a.local, a.place) < std::tie(b.cell, b.local, b.place);
  });
  load();
}

PointCursor::Entry PointCursor::locate(std::int64_t point, std::int64_t place) const {
  Entry entry{0, 0, place};
  for (std::size_t a = 0; a < grid_.dims.size(); ++a) {
    std::int64_t at = point % grid_.dims[a];
    point /= grid_.dims[a];
    entry.cell += at / grid_.cell[a] * cell_strides_[a];
    entry.local += at % grid_.cell[a] * local_strides_[a];
  }
  return entry;
}

Dims PointCursor::coordinates(const Entry& entry) const {
  Dims at(grid_.dims.size());
  for (std::size_t a = 0; a < at.size(); ++a) {
    at[a] = entry.cell / cell_strides_[a] % cells_[a] * grid_.cell[a] +
            entry.local / local_strides_[a] % grid_.cell[a];
  }
  return at;
}

void PointCursor::next() {
  first_ = end_;
  load();
}

void PointCursor::load() {
  if (first_ == sorted_.size()) return;
  start_ = coordinates(sorted_[first_]);
  Dims last = start_;
  std::int64_t distinct = 1;
  for (end_ = first_ + 1; end_ < sorted_.size(); ++end_) {
    if (sorted_[end_].cell != sorted_[first_].cell) break;
    if (sorted_[end_].local == sorted_[end_ - 1].local) continue;
    // A box of one run of points at most, where all of it must be wanted.
    if (rule_ == GapRule::exact) break;
    ++distinct;
    Dims at = coordinates(sorted_[end_]);
    for (std::size_t a = 0; a < at.size(); ++a) {
      start_[a] = std::min(start_[a], at[a]);
      last[a] = std::max(last[a], at[a]);
    }
  }
  count_.resize(start_.size());
  for (std::size_t a = 0; a < start_.size(); ++a) count_[a] = last[a] - start_[a] + 1;
  covers_ = distinct == element_count(count_);
}

const BoxWalk& PointCursor::walk() {
  Dims strides = grid_.strides(count_);
  walk_.clear();
  BoxWalk::Axis& axis = walk_.add_axis();
  axis.box.clear();
  axis.block.clear();
  axis.box_stride = axis.block_stride = 1;
  for (std::size_t i = first_; i < end_; ++i) {
    Dims at = coordinates(sorted_[i]);
    std::int64_t offset = 0;
    for (std::size_t a = 0; a < at.size(); ++a) offset += (at[a] - start_[a]) * strides[a];
    axis.box.push_back(offset);
    axis.block.push_back(sorted_[i].place);
  }
  walk_.arrange();
  return walk_;
}

}  // namespace ch5mpy
