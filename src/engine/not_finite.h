// What a sum of doubles by rows or columns is once something that is not finite went into it.
//
// Contract: base R adds up in the terms' order, on x86-64 in a long double with the element taken
// from memory: a NaN that is there stays unless a quiet one of larger payload comes (R's NA as R
// makes it is a signalling one); Inf and -Inf give NaN where the second of them comes. Terms may
// come in any order.
#pragma once

#include <cstdint>
#include <limits>

namespace ch5mpy::engine {

class NotFinite {
 public:
  // `value`, which is not finite, is term number `place`.
  void note(double value, std::int64_t place);
  bool any() const { return quiet_na_ || first() != kNever; }
  double sum() const;

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  std::int64_t first() const;

  std::int64_t na_ = kNever;
  std::int64_t nan_ = kNever;
  std::int64_t plus_ = kNever;
  std::int64_t minus_ = kNever;
  bool quiet_na_ = false;
};

}  // namespace ch5mpy::engine
