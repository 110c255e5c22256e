#include "store/slab_cursor.h"

#include <algorithm>

namespace ch5mpy {

SlabCursor::SlabCursor(const ChunkGrid& grid, const Selection& box, std::int64_t slab_bytes) {
  for (const AxisSelection& axis : box.axes) {
    start_.push_back(axis.size() > 0 ? axis[0] : 0);
    count_.push_back(axis.size());
  }
  std::int64_t size = element_count(count_);
  done_ = size == 0;
  if (done_ || count_.empty()) return;
  std::vector<std::size_t> axes = grid.storage_axes();
  slow_ = axes[0];
  for (std::size_t a : axes) {
    if (count_[a] > 1) slow_ = a;
  }
  rows_ = count_[slow_];
  row_size_ = size / rows_;
  cell_ = grid.cell[slow_];
  std::int64_t row_bytes = row_size_ * grid.element_size;
  step_ = std::max<std::int64_t>(1, slab_bytes / row_bytes / cell_) * cell_;
  load();
}

void SlabCursor::load() {
  count_[slow_] = std::min(rows_, step_ - start_[slow_] % cell_);
}

void SlabCursor::next() {
  if (count_.empty() || rows_ == count_[slow_]) {
    done_ = true;
    return;
  }
  rows_ -= count_[slow_];
  offset_ += count_[slow_] * row_size_;
  start_[slow_] += count_[slow_];
  load();
}

}  // namespace ch5mpy
