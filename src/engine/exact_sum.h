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

namespace ch5mpy::engine {

class ExactSum {
 public:
  void add(const double* values, std::int64_t count);
  // The same, leaving out NA and NaN; returns how many it added.
  std::int64_t add_present(const double* values, std::int64_t count);
  void merge(const ExactSum& other);

  // To the nearest double, ties to even; Inf beyond the largest.
  double value() const;
  // The sum divided by `count`, which is positive, rounded from a long double's precision.
  double mean(std::int64_t count) const;

 private:
  // 32 bits of the number each, least first, and room above for what is to be carried. Bit 0 of the
  // first one is worth 2^-1074.
  static constexpr int kLimbs = 68;
  // An addition puts less than 2^53 into a limb.
  static constexpr std::int64_t kUntilCarry = 512;

  // Adds up to kFast elements at once; FALSE, and nothing added, when their exponents differ too
  // much, or some are not finite.
  static constexpr std::int64_t kFast = 2048;
  bool add_fast(const double* values, std::int64_t count);
  void add_one(double value);
  void note_special(double value);
  void carry();
  bool is_special() const { return nan_ != 0 || plus_infinity_ || minus_infinity_; }
  double special() const;
  // Rounded to `digits` bits, at most 64.
  long double finite(int digits) const;

  std::array<std::int64_t, kLimbs> limbs_{};
  std::int64_t pending_ = 0;
  bool plus_infinity_ = false;
  bool minus_infinity_ = false;
  std::uint64_t nan_ = 0;  // bits of the winning NaN, 0 when there was none
};

}  // namespace ch5mpy::engine
