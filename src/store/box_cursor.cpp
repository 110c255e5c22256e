#include "store/box_cursor.h"

#include <algorithm>

namespace ch5mpy {

BoxCursor::BoxCursor(const ChunkGrid& grid, const Selection& selection, GapRule rule)
    : grid_(grid),
      splits_(split_selection(grid, selection, rule)),
      axes_(grid.storage_axes()),
      at_(splits_.size(), 0),
      block_strides_(splits_.size()),
      start_(splits_.size()),
      count_(splits_.size()) {
  Dims strides = column_major_strides(selection.dims());
  for (std::size_t p = 0; p < strides.size(); ++p) {
    std::size_t a = selection.perm.empty() ? p : static_cast<std::size_t>(selection.perm[p]);
    block_strides_[a] = strides[p];
  }
  for (const AxisSplit& split : splits_) done_ = done_ || split.size() == 0;
  if (!done_) load();
}

void BoxCursor::next() {
  for (std::size_t a : axes_) {
    if (++at_[a] < splits_[a].size()) return load();
    at_[a] = 0;
  }
  done_ = true;
}

void BoxCursor::load() {
  covers_ = true;
  for (std::size_t a = 0; a < splits_.size(); ++a) {
    const AxisPart& part = splits_[a][at_[a]];
    start_[a] = part.start;
    count_[a] = part.extent;
    covers_ = covers_ && part.covers;
  }
}

void BoxCursor::widen() {
  if (grid_.chunked) return;
  // A share of 1 in 8 of a span in the page cache is read faster whole than piece by piece.
  constexpr std::int64_t kShare = 8;
  std::int64_t share = 1;
  for (std::size_t k = 0; k + 1 < axes_.size(); ++k) {
    std::size_t a = axes_[k];
    std::int64_t cell = grid_.cell[a];
    std::int64_t first = start_[a] / cell * cell;
    std::int64_t whole = std::min(cell, grid_.dims[a] - first);
    share *= (whole + count_[a] - 1) / count_[a];
    if (share > kShare || whole < grid_.dims[a]) return;
    start_[a] = first;
    count_[a] = whole;
  }
}

const BoxWalk& BoxCursor::walk() {
  Dims strides = grid_.strides(count_);
  walk_.clear();
  for (std::size_t a = 0; a < splits_.size(); ++a) {
    const AxisPart& part = splits_[a][at_[a]];
    BoxWalk::Axis& axis = walk_.add_axis();
    splits_[a].offsets(part, axis.box, axis.block);
    for (std::int64_t& offset : axis.box) offset += part.start - start_[a];
    axis.box_stride = strides[a];
    axis.block_stride = block_strides_[a];
  }
  walk_.arrange();
  return walk_;
}

}  // namespace ch5mpy
