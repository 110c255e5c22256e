// R's elementwise Math group, log with a base, atan2, round and signif. A NaN that was not there
// before is noted; one that was there comes out as it is.
#include <cmath>
#include <limits>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void settle_unary(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  double* out = strip.result<double>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    if (!std::isnan(out[i])) continue;
    if (std::isnan(x[i])) {
      out[i] = x[i];
    } else {
      *strip.notes |= kNanProduced;
    }
  }
}

template <double (*F)(double)>
void math_unary(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  double* out = strip.result<double>();
  for (std::int64_t i = 0; i < strip.count; ++i) out[i] = F(x[i]);
  settle_unary(strip);
}

template <MathTable::Unary MathTable::*F>
void table_unary(const StripArgs& strip) {
  (strip.math->*F)(strip.operand<double>(0), strip.result<double>(), strip.count);
  settle_unary(strip);
}

// NA beats NaN, whichever operand it is.
void settle_binary(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  const double* y = strip.operand<double>(1);
  double* out = strip.result<double>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    if (is_na_real(x[i]) || is_na_real(y[i])) {
      out[i] = na_real();
    } else if (std::isnan(x[i]) || std::isnan(y[i])) {
      out[i] = kNaN;
    } else if (std::isnan(out[i])) {
      *strip.notes |= kNanProduced;
    }
  }
}

template <double (*F)(double, double)>
void math_binary(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  const double* y = strip.operand<double>(1);
  double* out = strip.result<double>();
  for (std::int64_t i = 0; i < strip.count; ++i) out[i] = F(x[i], y[i]);
  settle_binary(strip);
}

template <MathTable::Binary MathTable::*F>
void table_binary(const StripArgs& strip) {
  (strip.math->*F)(strip.operand<double>(0), strip.operand<double>(1), strip.result<double>(),
                   strip.count);
  settle_binary(strip);
}

template <double (*F)(double)>
double log_with(double x) {
  if (x > 0) return F(x);
  if (std::isnan(x)) return x;
  return x < 0 ? kNaN : -kInf;
}

double log_base(double x, double base) {
  if (base == 10) return log_with<std::log10>(x);
  if (base == 2) return log_with<std::log2>(x);
  return log_with<std::log>(x) / log_with<std::log>(base);
}

double sign(double x) {
  if (std::isnan(x)) return x;
  return x > 0 ? 1 : x == 0 ? 0 : -1;
}

struct Absolute {
  static double apply(double x) { return std::fabs(x); }
};

constexpr ElementType kReal = ElementType::real;

template <double (*F)(double)>
constexpr KernelRow unary_row(const char* name) {
  return {name, 1, kReal, kReal, math_unary<F>, true};
}

template <MathTable::Unary MathTable::*F>
constexpr KernelRow table_row(const char* name) {
  return {name, 1, kReal, kReal, table_unary<F>, true, true};
}

const KernelRow kRows[] = {
    {"abs", 1, kReal, kReal, map_unary<double, double, Absolute>},
    unary_row<sign>("sign"),
    unary_row<std::sqrt>("sqrt"),
    unary_row<std::floor>("floor"),
    unary_row<std::ceil>("ceiling"),
    unary_row<std::trunc>("trunc"),
    unary_row<std::exp>("exp"),
    unary_row<std::expm1>("expm1"),
    unary_row<log_with<std::log>>("log"),
    unary_row<log_with<std::log2>>("log2"),
    unary_row<log_with<std::log10>>("log10"),
    unary_row<std::log1p>("log1p"),
    unary_row<std::cos>("cos"),
    unary_row<std::sin>("sin"),
    unary_row<std::tan>("tan"),
    unary_row<std::acos>("acos"),
    unary_row<std::asin>("asin"),
    unary_row<std::atan>("atan"),
    unary_row<std::cosh>("cosh"),
    unary_row<std::sinh>("sinh"),
    unary_row<std::tanh>("tanh"),
    unary_row<std::acosh>("acosh"),
    unary_row<std::asinh>("asinh"),
    unary_row<std::atanh>("atanh"),
    table_row<&MathTable::cospi>("cospi"),
    table_row<&MathTable::sinpi>("sinpi"),
    table_row<&MathTable::tanpi>("tanpi"),
    table_row<&MathTable::gamma>("gamma"),
    table_row<&MathTable::lgamma>("lgamma"),
    table_row<&MathTable::digamma>("digamma"),
    table_row<&MathTable::trigamma>("trigamma"),
    {"log", 2, kReal, kReal, math_binary<log_base>, true},
    {"atan2", 2, kReal, kReal, math_binary<std::atan2>, true},
    {"round", 2, kReal, kReal, table_binary<&MathTable::round>, true, true},
    {"signif", 2, kReal, kReal, table_binary<&MathTable::signif>, true, true},
};

}  // namespace

Span<const KernelRow> math_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
