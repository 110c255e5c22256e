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
  group();
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

void PointCursor::group() {
  for (std::size_t i = 0; i < sorted_.size(); ++i) {
    const Entry& before = sorted_[i == 0 ? 0 : i - 1];
    bool same = i > 0 && sorted_[i].cell == before.cell &&
                // One element at most, where all of a box must be wanted.
                (rule_ == GapRule::span || sorted_[i].local == before.local);
    if (!same) firsts_.push_back(i);
  }
  firsts_.push_back(sorted_.size());
}

void PointCursor::load(std::int64_t box, BoxPart& part) const {
  std::size_t first = firsts_[static_cast<std::size_t>(box)];
  std::size_t end = firsts_[static_cast<std::size_t>(box) + 1];
  std::vector<Dims> at;
  at.reserve(end - first);
  std::int64_t distinct = 0;
  for (std::size_t i = first; i < end; ++i) {
    distinct += i == first || sorted_[i].local != sorted_[i - 1].local;
    at.push_back(coordinates(sorted_[i]));
  }
  bound(at, part);
  part.covers = distinct == element_count(part.count);
  Dims strides = grid_.strides(part.count);
  part.walk.clear();
  BoxWalk::Axis& axis = part.walk.add_axis();
  axis.size = static_cast<std::int64_t>(end - first);
  axis.even = false;
  axis.box.clear();
  axis.block.clear();
  for (std::size_t i = first; i < end; ++i) {
    std::int64_t offset = 0;
    for (std::size_t a = 0; a < strides.size(); ++a) {
      offset += (at[i - first][a] - part.start[a]) * strides[a];
    }
    axis.box.push_back(offset);
    axis.block.push_back(sorted_[i].place);
  }
}

// The smallest box with all of the elements.
void PointCursor::bound(const std::vector<Dims>& at, BoxPart& part) {
  part.start = part.count = at.front();
  for (const Dims& element : at) {
    for (std::size_t a = 0; a < element.size(); ++a) {
      part.start[a] = std::min(part.start[a], element[a]);
      part.count[a] = std::max(part.count[a], element[a]);
    }
  }
  for (std::size_t a = 0; a < part.start.size(); ++a) part.count[a] -= part.start[a] - 1;
}

}  // namespace ch5mpy
