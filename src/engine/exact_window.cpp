#include "engine/exact_window.h"

#include <cmath>
#include <cstring>

#include "engine/wide.h"

namespace ch5mpy::engine {

namespace {

struct Constants {
  double bound;
  double coarse;
  double fine;
};

std::uint64_t bits_of(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

// Of an exponent that normal doubles have; one is made for each strip.
double power_of_two(int exponent) {
  std::uint64_t bits = static_cast<std::uint64_t>(exponent + 1023) << 52;
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// The parts of the elements are read off the bits of a sum with a constant so large that it leaves
// no room for what lies below.
template <int N>
CH5MPY_INLINE void split(const typename Vectors<N>::Real& x, const Constants& by,
                         typename Vectors<N>::Whole& high, typename Vectors<N>::Whole& low,
                         typename Vectors<N>::Whole& rest) {
  using Real = typename Vectors<N>::Real;
  using Whole = typename Vectors<N>::Whole;
  Real sum = x + by.coarse;
  high += reinterpret_cast<Whole>(sum);
  Real left = x - (sum - by.coarse);
  sum = left + by.fine;
  low += reinterpret_cast<Whole>(sum);
  left -= sum - by.fine;
  rest |= reinterpret_cast<Whole>(left != 0);
}

// The sums of one vector of lanes.
template <int N>
struct LaneSums {
  typename Vectors<N>::Whole high = {}, low = {}, rest = {}, outside = {};

  CH5MPY_INLINE void add(const double* values, const Constants& by) {
    using Whole = typename Vectors<N>::Whole;
    typename Vectors<N>::Real x;
    Vectors<N>::load(values, x);
    outside |= ~reinterpret_cast<Whole>((x < by.bound) & (x > -by.bound));
    split<N>(x, by, high, low, rest);
  }
};

template <int N>
CH5MPY_INLINE ExactWindow::Sums sum_lanes(const double* values, std::int64_t count,
                                          const Constants& by) {
  // Two of them, so that one adds while the other waits.
  LaneSums<N> a, b;
  for (std::int64_t i = 0; i < count; i += 2 * N) {
    a.add(values + i, by);
    b.add(values + i + N, by);
  }
  ExactWindow::Sums sums;
  if (any_lane<N>(a.outside | b.outside)) return sums;
  sums.fits = true;
  sums.rest = any_lane<N>(a.rest | b.rest);
  // Unsigned: what the constants add wraps around, and is taken off again.
  std::uint64_t all_high = 0, all_low = 0;
  for (int lane = 0; lane < N; ++lane) {
    all_high += a.high[lane] + b.high[lane];
    all_low += a.low[lane] + b.low[lane];
  }
  auto n = static_cast<std::uint64_t>(count);
  sums.high = static_cast<std::int64_t>(all_high - n * bits_of(by.coarse));
  sums.low = static_cast<std::int64_t>(all_low - n * bits_of(by.fine));
  return sums;
}

template <int N>
CH5MPY_INLINE bool fit_lanes(const double* values, std::int64_t count, double bound) {
  using Whole = typename Vectors<N>::Whole;
  Whole outside = {};
  typename Vectors<N>::Real x;
  for (std::int64_t i = 0; i < count; i += N) {
    Vectors<N>::load(values + i, x);
    outside |= ~reinterpret_cast<Whole>((x < bound) & (x > -bound));
  }
  return !any_lane<N>(outside);
}

template <int N>
CH5MPY_INLINE bool add_lanes(const double* values, std::int64_t count, const Constants& by,
                             std::int64_t* high, std::int64_t* low) {
  typename Vectors<N>::Real x;
  typename Vectors<N>::Whole h, l, rest = {};
  std::uint64_t coarse = bits_of(by.coarse);
  std::uint64_t fine = bits_of(by.fine);
  for (std::int64_t i = 0; i < count; i += N) {
    Vectors<N>::load(values + i, x);
    Vectors<N>::load(high + i, h);
    Vectors<N>::load(low + i, l);
    h -= coarse;
    l -= fine;
    split<N>(x, by, h, l, rest);
    Vectors<N>::store(h, high + i);
    Vectors<N>::store(l, low + i);
  }
  return any_lane<N>(rest);
}

CH5MPY_WIDE ExactWindow::Sums sum_wide(const double* values, std::int64_t count,
                                       const Constants& by) {
  return sum_lanes<kWideLanes>(values, count, by);
}
CH5MPY_WIDE bool fit_wide(const double* values, std::int64_t count, double bound) {
  return fit_lanes<kWideLanes>(values, count, bound);
}
CH5MPY_WIDE bool add_wide(const double* values, std::int64_t count, const Constants& by,
                          std::int64_t* high, std::int64_t* low) {
  return add_lanes<kWideLanes>(values, count, by, high, low);
}
ExactWindow::Sums sum_many(const double* values, std::int64_t count, const Constants& by) {
  if (has_wide()) return sum_wide(values, count, by);
  return sum_lanes<kNarrowLanes>(values, count, by);
}

bool fit_many(const double* values, std::int64_t count, double bound) {
  if (has_wide()) return fit_wide(values, count, bound);
  return fit_lanes<kNarrowLanes>(values, count, bound);
}

bool add_many(const double* values, std::int64_t count, const Constants& by, std::int64_t* high,
              std::int64_t* low) {
  if (has_wide()) return add_wide(values, count, by, high, low);
  return add_lanes<kNarrowLanes>(values, count, by, high, low);
}

// The loops take whole groups of lanes; the rest is filled up with zeros.
constexpr std::int64_t kGroup = 8;

}  // namespace

ExactWindow::ExactWindow(int exponent)
    : exponent_(exponent),
      bound_(power_of_two(exponent)),
      coarse_(1.5 * power_of_two(exponent + 1)),
      fine_(1.5 * power_of_two(exponent + 1 - kWindowDigits)) {}

ExactWindow::Sums ExactWindow::sum(const double* values, std::int64_t count) const {
  Constants by{bound_, coarse_, fine_};
  std::int64_t whole = count - count % kGroup;
  Sums sums = sum_many(values, whole, by);
  if (!sums.fits || whole == count) return sums;
  double end[kGroup] = {};
  std::memcpy(end, values + whole, static_cast<std::size_t>(count - whole) * sizeof(double));
  Sums more = sum_many(end, kGroup, by);
  more.high += sums.high;
  more.low += sums.low;
  more.rest = more.rest || sums.rest;
  return more;
}

bool ExactWindow::fits(const double* values, std::int64_t count) const {
  std::int64_t whole = count - count % kGroup;
  for (std::int64_t i = whole; i < count; ++i) {
    if (!(std::fabs(values[i]) < bound_)) return false;
  }
  return fit_many(values, whole, bound_);
}

bool ExactWindow::add_each(const double* values, std::int64_t count, std::int64_t* high,
                           std::int64_t* low) const {
  Constants by{bound_, coarse_, fine_};
  std::int64_t whole = count - count % kGroup;
  bool some = add_many(values, whole, by, high, low);
  for (std::int64_t i = whole; i < count; ++i) {
    double sum = values[i] + coarse_;
    high[i] += static_cast<std::int64_t>(bits_of(sum) - bits_of(coarse_));
    double left = values[i] - (sum - coarse_);
    sum = left + fine_;
    low[i] += static_cast<std::int64_t>(bits_of(sum) - bits_of(fine_));
    some = some || left - (sum - fine_) != 0;
  }
  return some;
}

int window_exponent(double largest) {
  int exponent = 0;
  std::frexp(largest, &exponent);  // largest < 2^exponent
  return exponent;
}

}  // namespace ch5mpy::engine
