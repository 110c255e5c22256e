// R's missing values, without R.
//
// Contract: bit patterns, not values: NA_real_ is the NaN whose low word is 1954, and every NaN
// with that low word is NA (R's own rule), so NA and NaN stay apart.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace ch5mpy {

// NA of integer and of logical elements.
constexpr std::int32_t kNaInteger = std::numeric_limits<std::int32_t>::min();
// bit64's NA, which an int64 keeps.
constexpr std::int64_t kNaInteger64 = std::numeric_limits<std::int64_t>::min();

inline double na_real() {
  constexpr std::uint64_t bits = 0x7FF00000000007A2ULL;
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// TRUE for NA, FALSE for NaN and for every number.
inline bool is_na_real(double value) {
  if (!std::isnan(value)) return false;
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return (bits & 0xFFFFFFFFULL) == 1954;
}

}  // namespace ch5mpy
