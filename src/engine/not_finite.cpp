#include "engine/not_finite.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/na.h"

namespace ch5mpy::engine {

namespace {

bool is_quiet(double nan) {
  std::uint64_t bits;
  std::memcpy(&bits, &nan, sizeof bits);
  return (bits >> 51 & 1) != 0;
}

}  // namespace

void NotFinite::note(double value, std::int64_t place) {
  if (is_na_real(value)) {
    quiet_na_ = quiet_na_ || is_quiet(value);
    na_ = std::min(na_, place);
  } else if (std::isnan(value)) {
    nan_ = std::min(nan_, place);
  } else if (value > 0) {
    plus_ = std::min(plus_, place);
  } else {
    minus_ = std::min(minus_, place);
  }
}

std::int64_t NotFinite::first() const {
  return std::min(std::min(na_, nan_), std::min(plus_, minus_));
}

double NotFinite::sum() const {
  std::int64_t nan = std::min(nan_, std::max(plus_, minus_));
  if (quiet_na_ || na_ < nan) return na_real();
  if (nan != kNever) return std::numeric_limits<double>::quiet_NaN();
  double infinity = std::numeric_limits<double>::infinity();
  return plus_ != kNever ? infinity : -infinity;
}

}  // namespace ch5mpy::engine
