#include "engine/exact_sum.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <limits>

namespace ch5mpy::engine {

namespace {

constexpr std::uint64_t kMantissa = (1ULL << 52) - 1;
constexpr std::uint64_t kQuiet = 1ULL << 51;
constexpr int kSpecialExponent = 2047;

std::uint64_t bits_of(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

double from_bits(std::uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

int leading_zeros(unsigned __int128 value) {
  auto high = static_cast<std::uint64_t>(value >> 64);
  if (high != 0) return __builtin_clzll(high);
  return 64 + __builtin_clzll(static_cast<std::uint64_t>(value));
}

// Drops the low bits of a number, rounding to the nearest, ties to even.
unsigned __int128 shift_rounding(unsigned __int128 value, int shift) {
  if (shift <= 0) return value;
  unsigned __int128 one = 1;
  unsigned __int128 rest = value & ((one << shift) - 1);
  unsigned __int128 half = one << (shift - 1);
  value >>= shift;
  bool up = rest > half || (rest == half && (value & 1));
  return up ? value + 1 : value;
}

}  // namespace

void ExactSum::add(const double* values, std::int64_t count) {
  for (std::int64_t first = 0; first < count; first += kWindowTerms) {
    add_strip(values + first, std::min(kWindowTerms, count - first));
  }
}

std::int64_t ExactSum::add_present(const double* values, std::int64_t count) {
  std::int64_t missing = 0;
  for (std::int64_t first = 0; first < count; first += kWindowTerms) {
    std::int64_t n = std::min(kWindowTerms, count - first);
    missing += add_strip(values + first, n, true);
  }
  return count - missing;
}

std::int64_t ExactSum::add_strip(const double* values, std::int64_t count, bool present) {
  if (FLT_EVAL_METHOD != 0 || count < kFewest || window_ == kNoWindow) {
    return add_sifted(values, count, present);
  }
  ExactWindow window(window_);
  ExactWindow::Sums sums = window.sum(values, count);
  // What has a rest may do without one in a smaller window.
  if (!sums.fits || sums.rest) return add_sifted(values, count, present);
  add_parts(window, sums.high, sums.low);
  return 0;
}

std::int64_t ExactSum::add_sifted(const double* values, std::int64_t count, bool present) {
  double finite[kWindowTerms];
  std::int64_t kept = 0;
  std::int64_t missing = 0;
  double largest = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    double value = values[i];
    if (std::isfinite(value)) {
      finite[kept++] = value;
      largest = std::max(largest, std::fabs(value));
    } else if (present && std::isnan(value)) {
      ++missing;
    } else {
      note_special(value);
    }
  }
  add_finite(finite, kept, largest);
  return missing;
}

void ExactSum::add_finite(const double* values, std::int64_t count, double largest) {
  int exponent = window_exponent(largest);
  bool windowed = FLT_EVAL_METHOD == 0 && count >= kFewest && exponent <= kWindowMost &&
                  exponent >= kWindowLeast;
  if (!windowed) {
    for (std::int64_t i = 0; i < count; ++i) add_one(values[i]);
    return;
  }
  // A little room, so that the next strips fit as well.
  window_ = std::min(exponent + kRoom, kWindowMost);
  ExactWindow window(window_);
  ExactWindow::Sums sums = window.sum(values, count);
  add_parts(window, sums.high, sums.low);
  if (!sums.rest) return;
  for (std::int64_t i = 0; i < count; ++i) {
    double rest = window.rest(values[i]);
    if (rest != 0) add_one(rest);
  }
}

void ExactSum::add_parts(const ExactWindow& window, std::int64_t high, std::int64_t low) {
  add_whole(high, window.exponent() - kWindowDigits);
  add_whole(low, window.exponent() - 2 * kWindowDigits);
}

void ExactSum::add_whole(std::int64_t whole, int exponent) {
  if (whole == 0) return;
  if (++pending_ > kUntilCarry) carry();
  int position = exponent + 1074;
  auto limb = static_cast<std::size_t>(position >> 5);
  std::int64_t sign = whole < 0 ? -1 : 0;
  auto size = static_cast<unsigned __int128>(
      (static_cast<std::uint64_t>(whole) ^ static_cast<std::uint64_t>(sign)) -
      static_cast<std::uint64_t>(sign));
  for (size <<= position & 31; size != 0; size >>= 32) {
    auto part = static_cast<std::int64_t>(static_cast<std::uint64_t>(size) & 0xFFFFFFFFULL);
    limbs_[limb++] += (part ^ sign) - sign;
  }
}

void ExactSum::add_one(double value) {
  std::uint64_t bits = bits_of(value);
  int exponent = static_cast<int>((bits >> 52) & 2047);
  std::uint64_t mantissa = bits & kMantissa;
  if (exponent == kSpecialExponent) {
    note_special(value);
    return;
  }
  if (exponent == 0) {
    exponent = 1;
  } else {
    mantissa |= 1ULL << 52;
  }
  if (++pending_ > kUntilCarry) carry();
  int position = exponent - 1;
  auto limb = static_cast<std::size_t>(position >> 5);
  int shift = position & 31;
  auto low = static_cast<std::int64_t>((mantissa << shift) & 0xFFFFFFFFULL);
  auto high = static_cast<std::int64_t>(mantissa >> (32 - shift));
  std::int64_t sign = -static_cast<std::int64_t>(bits >> 63);  // 0 or -1
  limbs_[limb] += (low ^ sign) - sign;
  limbs_[limb + 1] += (high ^ sign) - sign;
}

void ExactSum::note_special(double value) {
  if (std::isinf(value)) {
    (value > 0 ? plus_infinity_ : minus_infinity_) = true;
    return;
  }
  // The processor's long double addition keeps the larger payload, quietly.
  std::uint64_t bits = bits_of(value) | kQuiet;
  if (nan_ == 0 || (bits & kMantissa) > (nan_ & kMantissa)) nan_ = bits;
}

void ExactSum::carry() {
  for (std::size_t i = 0; i + 1 < limbs_.size(); ++i) {
    limbs_[i + 1] += limbs_[i] >> 32;
    limbs_[i] &= 0xFFFFFFFFLL;
  }
  pending_ = 1;
}

void ExactSum::merge(const ExactSum& other) {
  carry();
  ExactSum carried(other);
  carried.carry();
  for (std::size_t i = 0; i < limbs_.size(); ++i) limbs_[i] += carried.limbs_[i];
  plus_infinity_ = plus_infinity_ || other.plus_infinity_;
  minus_infinity_ = minus_infinity_ || other.minus_infinity_;
  if (other.nan_ != 0) note_special(from_bits(other.nan_));
  carry();
}

double ExactSum::special() const {
  if (nan_ != 0) return from_bits(nan_);
  if (plus_infinity_ && minus_infinity_) return std::numeric_limits<double>::quiet_NaN();
  double infinity = std::numeric_limits<double>::infinity();
  return plus_infinity_ ? infinity : -infinity;
}

long double ExactSum::finite(int digits) const {
  ExactSum sum(*this);
  sum.carry();
  bool negative = sum.limbs_.back() < 0;
  if (negative) {
    for (std::int64_t& limb : sum.limbs_) limb = -limb;
    sum.carry();
  }
  int top = kLimbs - 1;
  while (top > 2 && sum.limbs_[static_cast<std::size_t>(top)] == 0) --top;
  unsigned __int128 leading = 0;
  for (int i = top; i > top - 3; --i) {
    leading = leading << 32 | static_cast<std::uint64_t>(sum.limbs_[static_cast<std::size_t>(i)]);
  }
  if (leading == 0) return 0;
  // What lies below only decides which way a tie goes.
  for (int i = top - 3; i >= 0; --i) {
    if (sum.limbs_[static_cast<std::size_t>(i)] != 0) leading |= 1;
  }
  int shift = 128 - leading_zeros(leading) - digits;
  shift = shift > 0 ? shift : 0;
  auto rounded = static_cast<long double>(shift_rounding(leading, shift));
  long double magnitude = std::ldexp(rounded, shift + 32 * (top - 2) - 1074);
  return negative ? -magnitude : magnitude;
}

double ExactSum::value() const {
  return is_special() ? special() : static_cast<double>(finite(53));
}

double ExactSum::mean(std::int64_t count) const {
  if (is_special()) return special();
  return static_cast<double>(finite(64) / static_cast<long double>(count));
}

}  // namespace ch5mpy::engine
