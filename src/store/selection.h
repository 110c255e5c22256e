// Which elements of an array, and in which order.
//
// Contract: plain values, checked when they meet an array (`check_selection`). Axes are in R's
// order; indices are 0-based; -1 stands for NA, which only reading allows and which gives the
// type's NA. Nothing here is sorted or unique: sources and sinks do that.
#pragma once

#include <cstdint>
#include <vector>

#include "core/dims.h"
#include "core/span.h"

namespace ch5mpy {

constexpr std::int64_t kNaIndex = -1;

// The indices of one axis: all of it, an arithmetic sequence, or a list.
class AxisSelection {
 public:
  static AxisSelection all(std::int64_t extent);
  // start, start + step, ... (`count` of them); `step` may be negative, not zero.
  static AxisSelection range(std::int64_t start, std::int64_t step, std::int64_t count);
  static AxisSelection list(std::vector<std::int64_t> indices);

  std::int64_t size() const { return count_; }
  std::int64_t operator[](std::int64_t i) const {
    return listed_ ? indices_[static_cast<std::size_t>(i)] : start_ + i * step_;
  }
  bool is_list() const { return listed_; }
  // A sequence of step 1 (also when empty or of one element).
  bool is_run() const { return !listed_ && (step_ == 1 || count_ <= 1); }
  bool has_na() const;

  // `selection` applied to what this one gives: (*this)[selection[i]]; NA stays NA.
  AxisSelection then(const AxisSelection& selection) const;
  // Elements [first, first + count) of this one.
  AxisSelection slice(std::int64_t first, std::int64_t count) const;

 private:
  bool listed_ = false;
  std::int64_t start_ = 0;
  std::int64_t step_ = 1;
  std::int64_t count_ = 0;
  std::vector<std::int64_t> indices_;
};

// A rectangle of an array, reordered: axes[a] picks along axis a, then the axes are permuted as by
// aperm(): axis p of the result is axis perm[p] of the array. An empty perm is the identity.
struct Selection {
  std::vector<AxisSelection> axes;
  std::vector<int> perm;

  // All of an array.
  static Selection all(const Dims& dims);
  // A box: `start` and `count` along each axis.
  static Selection box(const Dims& start, const Dims& count);

  // The result's dims, after the permutation.
  Dims dims() const;
  std::int64_t size() const { return element_count(dims()); }
  bool is_identity_perm() const;
};

// Throws Error (subscript) when an index lies outside `dims` or the number of axes differs; NA is
// allowed when `allow_na`.
void check_selection(const Selection& selection, const Dims& dims, bool allow_na);

// Single elements by 0-based position in R's order, kNaIndex for NA: of any length and order.
// Throws Error (subscript) likewise.
using Points = Span<const std::int64_t>;
void check_points(Points points, std::int64_t length, bool allow_na);

}  // namespace ch5mpy
