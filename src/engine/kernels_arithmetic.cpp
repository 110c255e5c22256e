// + - * / ^ %% %/% and signs of doubles, as R 4 computes them on x86-64.
#include <cfloat>
#include <cmath>
#include <limits>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/modulus.h"
#include "engine/typing.h"
#include "engine/wide.h"

namespace ch5mpy::engine {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Add {
  template <typename T>
  static CH5MPY_INLINE void apply(const T& x, const T& y, T& out) {
    out = x + y;
  }
};
struct Subtract {
  template <typename T>
  static CH5MPY_INLINE void apply(const T& x, const T& y, T& out) {
    out = x - y;
  }
};
struct Multiply {
  template <typename T>
  static CH5MPY_INLINE void apply(const T& x, const T& y, T& out) {
    out = x * y;
  }
};
struct Divide {
  template <typename T>
  static CH5MPY_INLINE void apply(const T& x, const T& y, T& out) {
    out = x / y;
  }
};

// Which of two NaN operands comes out is the compiler's choice in C++, and fixed in R.
void settle_nan(const StripArgs& strip) {
  const double* x = strip.operand<double>(strip.second_nan ? 1 : 0);
  const double* y = strip.operand<double>(strip.second_nan ? 0 : 1);
  double* out = strip.result<double>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    if (!std::isnan(out[i])) continue;
    if (std::isnan(x[i])) {
      out[i] = x[i];
    } else if (std::isnan(y[i])) {
      out[i] = y[i];
    }
  }
}

// Computes whole groups of lanes; TRUE: some result is NaN.
template <typename F, int N>
CH5MPY_INLINE bool compute_lanes(const double* x, const double* y, double* out,
                                 std::int64_t count) {
  using Whole = typename Vectors<N>::Whole;
  typename Vectors<N>::Real a, b, c;
  Whole nan = {};
  for (std::int64_t i = 0; i < count; i += N) {
    Vectors<N>::load(x + i, a);
    Vectors<N>::load(y + i, b);
    F::apply(a, b, c);
    Vectors<N>::store(c, out + i);
    nan |= reinterpret_cast<Whole>(c != c);
  }
  return any_lane<N>(nan);
}

template <typename F>
CH5MPY_WIDE bool compute_wide(const double* x, const double* y, double* out, std::int64_t count) {
  return compute_lanes<F, kWideLanes>(x, y, out, count);
}

template <typename F>
void arithmetic(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  const double* y = strip.operand<double>(1);
  double* out = strip.result<double>();
  std::int64_t whole = strip.count - strip.count % kWideLanes;
  bool nan = has_wide() ? compute_wide<F>(x, y, out, whole)
                        : compute_lanes<F, kNarrowLanes>(x, y, out, whole);
  for (std::int64_t i = whole; i < strip.count; ++i) {
    F::apply(x[i], y[i], out[i]);
    nan = nan || std::isnan(out[i]);
  }
  if (nan) settle_nan(strip);
}

// -Inf to a finite or infinite power, and finite ones to an infinite power.
double infinite_power(double x, double y, bool* lost) {
  if (!std::isfinite(x)) {
    if (x > 0) return y < 0 ? 0 : kInf;
    if (std::isfinite(y) && y == std::floor(y)) {
      if (y < 0) return 0;
      return modulus(y, 2, lost) != 0 ? x : -x;
    }
  }
  if (!std::isfinite(y) && x >= 0) {
    if (y > 0) return x >= 1 ? kInf : 0;
    return x < 1 ? kInf : 0;
  }
  return kNaN;
}

double power(double x, double y, bool* lost) {
  if (y == 2) return x * x;
  if (x == 1 || y == 0) return 1;
  // Of two NaN operands R gives the second one.
  if (std::isnan(y)) return y;
  if (std::isnan(x)) return x;
  if (x == 0) return y > 0 ? 0 : kInf;
  if (std::isfinite(x) && std::isfinite(y)) return std::pow(x, y);
  return infinite_power(x, y, lost);
}

void floor_divide(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  const double* y = strip.operand<double>(1);
  double* out = strip.result<double>();
  bool nan = false;
  for (std::int64_t i = 0; i < strip.count; ++i) {
    out[i] = engine::floor_divide(x[i], y[i]);
    nan = nan || std::isnan(out[i]);
  }
  if (nan) settle_nan(strip);
}

template <double (*F)(double, double, bool*)>
void noting_loss(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  const double* y = strip.operand<double>(1);
  double* out = strip.result<double>();
  bool lost = false;
  for (std::int64_t i = 0; i < strip.count; ++i) out[i] = F(x[i], y[i], &lost);
  if (lost) *strip.notes |= kModulusLoss;
}

struct Negate {
  static double apply(double x) { return -x; }
};
struct Keep {
  static double apply(double x) { return x; }
};

constexpr ElementType kReal = ElementType::real;

const KernelRow kRows[] = {
    {"+", 2, kReal, kReal, arithmetic<Add>},
    {"-", 2, kReal, kReal, arithmetic<Subtract>},
    {"*", 2, kReal, kReal, arithmetic<Multiply>},
    {"/", 2, kReal, kReal, arithmetic<Divide>},
    {"^", 2, kReal, kReal, noting_loss<power>, true},
    {"%%", 2, kReal, kReal, noting_loss<modulus>, true},
    {"%/%", 2, kReal, kReal, floor_divide},
    {"-", 1, kReal, kReal, map_unary<double, double, Negate>},
    {"+", 1, kReal, kReal, map_unary<double, double, Keep>},
};

}  // namespace

double modulus(double x, double y, bool* lost) {
  constexpr long double limit = 1 / LDBL_EPSILON;
  if (y == 0) return kNaN;
  if (std::fabs(y) > limit && std::isfinite(x) && std::fabs(x) <= std::fabs(y)) {
    if (std::fabs(x) == std::fabs(y)) return 0;
    bool signs_differ = (x < 0 && y > 0) || (y < 0 && x > 0);
    return signs_differ ? x + y : x;
  }
  // R's long double arithmetic lets NA win over NaN; so does this, whatever the processor.
  if (std::isnan(x) || std::isnan(y)) {
    if (is_na_real(x)) return x;
    return std::isnan(y) ? y : x;
  }
  double quotient = x / y;
  if (std::isfinite(quotient) && std::fabs(quotient) > limit) *lost = true;
  long double rest =
      static_cast<long double>(x) - std::floor(quotient) * static_cast<long double>(y);
  return static_cast<double>(rest - std::floor(rest / y) * y);
}

double floor_divide(double x, double y) {
  constexpr long double limit = 1 / LDBL_EPSILON;
  double quotient = x / y;
  if (y == 0 || std::fabs(quotient) > limit || !std::isfinite(quotient)) return quotient;
  if (std::fabs(quotient) < 1) {
    // A quotient that underflowed to zero keeps the sign of its operands.
    bool below = quotient < 0 || (x < 0 && y > 0) || (x > 0 && y < 0);
    return below ? -1 : 0;
  }
  long double rest =
      static_cast<long double>(x) - std::floor(quotient) * static_cast<long double>(y);
  return static_cast<double>(std::floor(quotient) + std::floor(rest / y));
}

Span<const KernelRow> arithmetic_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
