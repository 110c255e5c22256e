// The exact sum of doubles: rounded once, at the end, so that its bits depend on nothing but the
// values.
//
// Contract: holds up to 2^60 additions of any finite doubles, merges included, without error: a
// fixed-point number of the whole range of double (Neal's small superaccumulator). NaN and
// infinities are as in R's long double sum on x86-64: of all NaN the one with the largest payload
// (so NA beats NaN); Inf and -Inf together are NaN. Copyable; one thread at a time.
#pragma once

#include <array>
#include <cstdint>

#include "engine/exact_window.h"

namespace ch5mpy::engine {

class ExactSum {
 public:
  void add(const double* values, std::int64_t count);
  // The same, leaving out NA and NaN; returns how many it added.
  std::int64_t add_present(const double* values, std::int64_t count);
  // Sums of a window's parts.
  void add_parts(const ExactWindow& window, std::int64_t high, std::int64_t low);
  void add_one(double value);
  void merge(const ExactSum& other);
  // Something that was added is not finite.
  bool is_special() const { return nan_ != 0 || plus_infinity_ || minus_infinity_; }

  // To the nearest double, ties to even; Inf beyond the largest.
  double value() const;
  // The sum divided by `count`, which is positive, rounded from a long double's precision.
  double mean(std::int64_t count) const;

 private:
  // 32 bits of the number each, least first, and room above for what is to be carried. Bit 0 of the
  // first one is worth 2^-1074.
  static constexpr int kLimbs = 68;
  // An addition puts less than 2^54 into a limb.
  static constexpr std::int64_t kUntilCarry = 256;

  // Up to kWindowTerms elements; with `present` NaN are left out, and their number returned.
  std::int64_t add_strip(const double* values, std::int64_t count, bool present = false);
  // The same for elements that may be anything: the window is chosen anew.
  std::int64_t add_sifted(const double* values, std::int64_t count, bool present);
  void add_finite(const double* values, std::int64_t count, double largest);
  void note_special(double value);
  // Adds whole * 2^exponent.
  void add_whole(std::int64_t whole, int exponent);
  void carry();
  double special() const;
  // Rounded to `digits` bits, at most 64.
  long double finite(int digits) const;

  // Fewer elements are added one by one.
  static constexpr std::int64_t kFewest = 16;
  // By how much larger than its largest element a window is chosen.
  static constexpr int kRoom = 2;
  // The exponent of the window that the last strip fitted; kNoWindow before the first.
  static constexpr int kNoWindow = kWindowLeast - 1;

  std::array<std::int64_t, kLimbs> limbs_{};
  int window_ = kNoWindow;
  std::int64_t pending_ = 0;
  bool plus_infinity_ = false;
  bool minus_infinity_ = false;
  std::uint64_t nan_ = 0;  // bits of the winning NaN, 0 when there was none
};

}  // namespace ch5mpy::engine
