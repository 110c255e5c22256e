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

  // What one axis adds to both: evenly stepped, or listed.
  struct Axis {
    std::int64_t size = 0;
    std::int64_t box_stride = 1;  // between neighbours of the whole box and block, by which axes are
    std::int64_t block_stride = 1;  // ordered
    bool even = true;
    std::int64_t box_first = 0, box_step = 0;
    std::int64_t block_first = 0, block_step = 0;
    std::vector<std::int64_t> box, block;

    std::int64_t box_at(std::int64_t k) const {
      return even ? box_first + k * box_step : box[static_cast<std::size_t>(k)];
    }
    std::int64_t block_at(std::int64_t k) const {
      return even ? block_first + k * block_step : block[static_cast<std::size_t>(k)];
    }
    bool is_run() const { return even && box_step == 1 && block_step == 1; }
  };
  // To be filled wholly; reused with what its vectors hold.
  Axis& add_axis();
  // After the last axis: orders them.
  void arrange();

  template <typename F>
  void run(F&& f) const {
    if (rank_ == 0) {
      f(std::int64_t{0}, std::int64_t{0});
      return;
    }
    std::vector<std::int64_t> at(rank_, 0);
    for (bool more = true; more; more = advance(at)) {
      std::int64_t box = 0, block = 0;
      for (std::size_t a = 2; a < rank_; ++a) {
        box += axes_[a].box_at(at[a]);
        block += axes_[a].block_at(at[a]);
      }
      if (rank_ == 1) {
        line(box, block, 0, axes_[0].size, f);
      } else {
        plane(box, block, f);
      }
    }
  }

 private:
  static constexpr std::int64_t kTile = 64;

  // Next position of the axes beyond the first two.
  bool advance(std::vector<std::int64_t>& at) const {
    for (std::size_t a = 2; a < rank_; ++a) {
      if (++at[a] < axes_[a].size) return true;
      at[a] = 0;
    }
    return false;
  }

  template <typename F>
  void line(std::int64_t box, std::int64_t block, std::int64_t from, std::int64_t to, F&& f) const {
    const Axis& axis = axes_[0];
    if (!axis.even) {
      for (std::int64_t k = from; k < to; ++k) f(box + axis.box_at(k), block + axis.block_at(k));
      return;
    }
    box += axis.box_at(from);
    block += axis.block_at(from);
    const std::int64_t n = to - from, box_step = axis.box_step, block_step = axis.block_step;
    if (axis.is_run()) {
      for (std::int64_t k = 0; k < n; ++k) f(box + k, block + k);
    } else {
      for (std::int64_t k = 0; k < n; ++k) f(box + k * box_step, block + k * block_step);
    }
  }

  template <typename F>
  void plane(std::int64_t box, std::int64_t block, F&& f) const {
    const Axis& outer = axes_[1];
    std::int64_t n = axes_[0].size, m = outer.size;
    std::int64_t tile = axes_[0].is_run() ? n : kTile;
    for (std::int64_t j = 0; j < m; j += kTile) {
      std::int64_t j_end = std::min(j + kTile, m);
      for (std::int64_t i = 0; i < n; i += tile) {
        for (std::int64_t k = j; k < j_end; ++k) {
          line(box + outer.box_at(k), block + outer.block_at(k), i, std::min(i + tile, n), f);
        }
      }
    }
  }

  std::vector<Axis> axes_;
  std::size_t rank_ = 0;
};

}  // namespace ch5mpy
