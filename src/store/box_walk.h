// The pairs (offset in a box, place in a block) of the elements that a box and a block share.
//
// Contract: made for one box at a time and reused; one thread. `run` calls `f(box, block)` once for
// each pair: along the axis that is fastest in the box first, in tiles where the block runs
// differently, so that transposing stays in the cache.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ch5mpy {

class BoxWalk {
 public:
  void clear() { rank_ = 0; }

  // The first `count` places of both, in order.
  static BoxWalk side_by_side(std::int64_t count);

  // Vectors to fill with one more axis's offsets, not yet multiplied by their strides.
  struct Axis {
    std::vector<std::int64_t> box;
    std::vector<std::int64_t> block;
    std::int64_t box_stride = 1;
    std::int64_t block_stride = 1;
    bool run = false;  // both advance by one
  };
  Axis& add_axis();
  // After the last axis: multiplies and orders them.
  void arrange();

  template <typename F>
  void run(F&& f) const {
    if (rank_ == 0) {
      f(std::int64_t{0}, std::int64_t{0});
      return;
    }
    std::vector<std::size_t> at(rank_, 0);
    for (bool more = true; more; more = advance(at)) {
      std::int64_t box = 0, block = 0;
      for (std::size_t a = 2; a < rank_; ++a) {
        box += axes_[a].box[at[a]];
        block += axes_[a].block[at[a]];
      }
      if (rank_ == 1) {
        line(box, block, 0, axes_[0].box.size(), f);
      } else {
        plane(box, block, f);
      }
    }
  }

 private:
  static constexpr std::size_t kTile = 64;

  // Next position of the axes beyond the first two.
  bool advance(std::vector<std::size_t>& at) const {
    for (std::size_t a = 2; a < rank_; ++a) {
      if (++at[a] < axes_[a].box.size()) return true;
      at[a] = 0;
    }
    return false;
  }

  template <typename F>
  void line(std::int64_t box, std::int64_t block, std::size_t from, std::size_t to, F&& f) const {
    const Axis& axis = axes_[0];
    if (axis.run) {
      std::int64_t first_box = box + axis.box[from], first_block = block + axis.block[from];
      auto n = static_cast<std::int64_t>(to - from);
      for (std::int64_t k = 0; k < n; ++k) f(first_box + k, first_block + k);
    } else {
      for (std::size_t k = from; k < to; ++k) f(box + axis.box[k], block + axis.block[k]);
    }
  }

  template <typename F>
  void plane(std::int64_t box, std::int64_t block, F&& f) const {
    const Axis& outer = axes_[1];
    std::size_t n = axes_[0].box.size(), m = outer.box.size();
    std::size_t tile = axes_[0].run ? n : kTile;
    for (std::size_t j = 0; j < m; j += kTile) {
      std::size_t j_end = std::min(j + kTile, m);
      for (std::size_t i = 0; i < n; i += tile) {
        for (std::size_t k = j; k < j_end; ++k) {
          line(box + outer.box[k], block + outer.block[k], i, std::min(i + tile, n), f);
        }
      }
    }
  }

  std::vector<Axis> axes_;
  std::size_t rank_ = 0;
};

}  // namespace ch5mpy
