#include "store/box_walk.h"

#include <numeric>
#include <utility>

namespace ch5mpy {

BoxWalk BoxWalk::side_by_side(std::int64_t count) {
  BoxWalk walk;
  Axis& axis = walk.add_axis();
  axis.box.resize(static_cast<std::size_t>(count));
  std::iota(axis.box.begin(), axis.box.end(), std::int64_t{0});
  axis.block = axis.box;
  walk.arrange();
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
      bool better = axes_[from].box.size() <= 1
                        ? axes_[a].box.size() > 1
                        : axes_[a].box.size() > 1 && axes_[a].*stride < axes_[from].*stride;
      if (better) std::swap(axes_[from], axes_[a]);
    }
  };
  longer_first(0, &Axis::box_stride);
  longer_first(1, &Axis::block_stride);
  for (std::size_t a = 0; a < rank_; ++a) {
    Axis& axis = axes_[a];
    for (std::int64_t& offset : axis.box) offset *= axis.box_stride;
    for (std::int64_t& place : axis.block) place *= axis.block_stride;
    axis.run = true;
    for (std::size_t k = 1; axis.run && k < axis.box.size(); ++k) {
      axis.run = axis.box[k] == axis.box[k - 1] + 1 && axis.block[k] == axis.block[k - 1] + 1;
    }
  }
}

}  // namespace ch5mpy
