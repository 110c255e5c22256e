#include "store/box_cursor.h"

#include <algorithm>

namespace ch5mpy {

BoxCursor::BoxCursor(const ChunkGrid& grid, const Selection& selection, GapRule rule)
    : grid_(grid),
      splits_(split_selection(grid, selection, rule)),
      axes_(grid.storage_axes()),
      block_strides_(splits_.size()) {
  Dims strides = column_major_strides(selection.dims());
  for (std::size_t p = 0; p < strides.size(); ++p) {
    std::size_t a = selection.perm.empty() ? p : static_cast<std::size_t>(selection.perm[p]);
    block_strides_[a] = strides[p];
  }
  for (const AxisSplit& split : splits_) size_ *= static_cast<std::int64_t>(split.size());
}

std::vector<std::size_t> BoxCursor::places(std::int64_t box) const {
  std::vector<std::size_t> at(splits_.size());
  auto rest = static_cast<std::size_t>(box);
  for (std::size_t a : axes_) {
    at[a] = rest % splits_[a].size();
    rest /= splits_[a].size();
  }
  return at;
}

void BoxCursor::load(std::int64_t box, BoxPart& part, bool wide) const {
  std::vector<std::size_t> at = places(box);
  part.start.resize(at.size());
  part.count.resize(at.size());
  part.covers = true;
  for (std::size_t a = 0; a < at.size(); ++a) {
    const AxisPart& piece = splits_[a][at[a]];
    part.start[a] = piece.start;
    part.count[a] = piece.extent;
    part.covers = part.covers && piece.covers;
  }
  if (wide) widen(part);
  arrange(at, part);
}

void BoxCursor::widen(BoxPart& part) const {
  if (grid_.chunked) return;
  // A share of 1 in 8 of a span in the page cache is read faster whole than piece by piece.
  constexpr std::int64_t kShare = 8;
  std::int64_t share = 1;
  for (std::size_t k = 0; k + 1 < axes_.size(); ++k) {
    std::size_t a = axes_[k];
    std::int64_t cell = grid_.cell[a];
    std::int64_t first = part.start[a] / cell * cell;
    std::int64_t whole = std::min(cell, grid_.dims[a] - first);
    share *= (whole + part.count[a] - 1) / part.count[a];
    if (share > kShare || whole < grid_.dims[a]) return;
    part.start[a] = first;
    part.count[a] = whole;
  }
}

void BoxCursor::arrange(const std::vector<std::size_t>& at, BoxPart& part) const {
  Dims strides = grid_.strides(part.count);
  part.walk.clear();
  for (std::size_t a = 0; a < at.size(); ++a) {
    const AxisPart& piece = splits_[a][at[a]];
    splits_[a].walk(piece, piece.start - part.start[a], strides[a], block_strides_[a],
                    part.walk.add_axis());
  }
  part.walk.arrange();
}

}  // namespace ch5mpy
