#include "store/box_walk.h"

#include <utility>

namespace ch5mpy {

BoxWalk BoxWalk::side_by_side(std::int64_t count) {
  BoxWalk walk;
  Axis& axis = walk.add_axis();
  axis.size = count;
  axis.box_step = axis.block_step = 1;
  return walk;
}

BoxWalk::Axis& BoxWalk::add_axis() {
  if (axes_.size() == rank_) axes_.emplace_back();
  return axes_[rank_++];
}

void BoxWalk::arrange() {
  auto longer_first = [&](std::size_t from, std::int64_t Axis::*stride) {
    // Axes of one element do not matter: they go last.
    for (std::size_t a = from + 1; a < rank_; ++a) {
      bool better = axes_[from].size <= 1
                        ? axes_[a].size > 1
                        : axes_[a].size > 1 && axes_[a].*stride < axes_[from].*stride;
      if (better) std::swap(axes_[from], axes_[a]);
    }
  };
  longer_first(0, &Axis::box_stride);
  longer_first(1, &Axis::block_stride);
}

}  // namespace ch5mpy
