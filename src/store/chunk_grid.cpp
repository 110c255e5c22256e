#include "store/chunk_grid.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ch5mpy {

namespace {

// Small cells are read several at a time up to this many bytes.
constexpr std::int64_t kReadBytes = 1 << 20;
// Reading past this many unwanted bytes costs about as much as another read.
constexpr std::int64_t kGapBytes = 1 << 16;

}  // namespace

Dims ChunkGrid::chunk() const {
  Dims chunk = cell;
  for (std::size_t a = 0; a < chunk.size(); ++a) {
    chunk[a] = std::max<std::int64_t>(1, std::min(chunk[a], dims[a]));
  }
  return chunk;
}

Dims ChunkGrid::strides(const Dims& count) const {
  return first_fastest ? column_major_strides(count) : row_major_strides(count);
}

std::vector<std::size_t> ChunkGrid::storage_axes() const {
  std::vector<std::size_t> axes(dims.size());
  std::iota(axes.begin(), axes.end(), std::size_t{0});
  if (!first_fastest) std::reverse(axes.begin(), axes.end());
  return axes;
}

Dims contiguous_cell(const Dims& dims, bool first_fastest, std::int64_t element_size,
                     std::int64_t bytes) {
  Dims cell(dims.size(), 1);
  std::int64_t room = std::max<std::int64_t>(1, bytes / std::max<std::int64_t>(1, element_size));
  for (std::size_t k = 0; k < dims.size() && room > 1; ++k) {
    std::size_t a = first_fastest ? k : dims.size() - 1 - k;
    cell[a] = std::max<std::int64_t>(1, std::min(dims[a], room));
    room /= cell[a];
  }
  return cell;
}

AxisSplit::AxisSplit(const AxisSelection& axis, const SplitRule& rule) : listed_(axis.is_list()) {
  if (listed_) {
    split_list(axis, rule);
  } else {
    split_range(axis, rule);
  }
}

void AxisSplit::split_range(const AxisSelection& axis, const SplitRule& rule) {
  std::int64_t count = axis.size();
  std::int64_t step = count > 1 ? axis[1] - axis[0] : 1;
  std::int64_t distance = step < 0 ? -step : step;
  for (std::int64_t i = 0; i < count;) {
    std::int64_t index = axis[i];
    std::int64_t in_cell = index % rule.cell;
    std::int64_t room = step > 0 ? rule.cell - 1 - in_cell : in_cell;
    std::int64_t n = distance - 1 > rule.max_gap ? 1 : std::min(count - i, room / distance + 1);
    AxisPart part;
    part.count = n;
    part.extent = (n - 1) * distance + 1;
    part.start = step > 0 ? index : index - part.extent + 1;
    part.covers = part.extent == n;
    part.inside = index - part.start;
    part.step = step;
    part.outside = i;
    parts_.push_back(part);
    i += n;
  }
}

void AxisSplit::sort_list(const AxisSelection& axis) {
  std::int64_t count = axis.size();
  bool ascending = true;
  for (std::int64_t i = 0; i < count; ++i) {
    if (axis[i] == kNaIndex) continue;
    if (!places_.empty() && axis[i] < axis[places_.back()]) ascending = false;
    places_.push_back(i);
  }
  if (!ascending) {
    std::stable_sort(places_.begin(), places_.end(),
                     [&](std::int64_t a, std::int64_t b) { return axis[a] < axis[b]; });
  }
  sorted_.reserve(places_.size());
  for (std::int64_t place : places_) sorted_.push_back(axis[place]);
}

void AxisSplit::split_list(const AxisSelection& axis, const SplitRule& rule) {
  sort_list(axis);
  auto count = static_cast<std::int64_t>(sorted_.size());
  for (std::int64_t i = 0; i < count;) {
    AxisPart part;
    part.first = i;
    part.start = sorted_[static_cast<std::size_t>(i)];
    std::int64_t end = (part.start / rule.cell + 1) * rule.cell;
    std::int64_t last = part.start;
    std::int64_t distinct = 1;
    for (++i; i < count; ++i) {
      std::int64_t index = sorted_[static_cast<std::size_t>(i)];
      if (index >= end || index - last - 1 > rule.max_gap) break;
      if (index != last) ++distinct;
      last = index;
    }
    part.count = i - part.first;
    part.extent = last - part.start + 1;
    part.covers = distinct == part.extent;
    parts_.push_back(part);
  }
}

void AxisSplit::walk(const AxisPart& part, std::int64_t before, std::int64_t box_stride,
                     std::int64_t block_stride, BoxWalk::Axis& axis) const {
  axis.size = part.count;
  axis.box_stride = box_stride;
  axis.block_stride = block_stride;
  axis.even = !listed_;
  if (axis.even) {
    axis.box_first = (before + part.inside) * box_stride;
    axis.box_step = part.step * box_stride;
    axis.block_first = part.outside * block_stride;
    axis.block_step = block_stride;
    return;
  }
  auto count = static_cast<std::size_t>(part.count);
  axis.box.resize(count);
  axis.block.resize(count);
  for (std::size_t k = 0; k < count; ++k) {
    auto at = static_cast<std::size_t>(part.first) + k;
    axis.box[k] = (before + sorted_[at] - part.start) * box_stride;
    axis.block[k] = places_[at] * block_stride;
  }
}

std::vector<AxisSplit> split_selection(const ChunkGrid& grid, const Selection& selection,
                                       GapRule rule) {
  Dims cell = grid.cell;
  std::int64_t bytes = element_count(cell) * grid.element_size;
  std::int64_t stride_bytes = grid.element_size;
  Dims max_gap(cell.size(), rule == GapRule::exact ? 0 : std::numeric_limits<std::int64_t>::max());
  for (std::size_t a : grid.storage_axes()) {
    const AxisSelection& axis = selection.axes[a];
    while (axis.is_run() && cell[a] < axis.size() && bytes <= kReadBytes / 2) {
      cell[a] *= 2;
      bytes *= 2;
    }
    if (!grid.chunked && rule == GapRule::span) max_gap[a] = kGapBytes / stride_bytes;
    stride_bytes = std::min(
        stride_bytes * std::max<std::int64_t>(1, std::min(grid.dims[a], kGapBytes)), 2 * kGapBytes);
  }
  std::vector<AxisSplit> splits;
  for (std::size_t a = 0; a < cell.size(); ++a) {
    splits.emplace_back(selection.axes[a], SplitRule{cell[a], max_gap[a]});
  }
  return splits;
}

}  // namespace ch5mpy
