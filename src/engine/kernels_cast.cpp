// Conversions between element types, as as.integer() and its kin do them.
#include <cmath>

#include "core/error.h"
#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;

struct Same {
  static int32_t apply(int32_t x) { return x; }
};
struct IntegerToReal {
  static double apply(int32_t x) { return x == kNaInteger ? na_real() : x; }
};
struct IntegerToLogical {
  static int32_t apply(int32_t x) { return x == kNaInteger ? x : x != 0; }
};
struct RealToLogical {
  static int32_t apply(double x) { return std::isnan(x) ? kNaInteger : x != 0; }
};
struct IntegerToComplex {
  static Complex apply(int32_t x) {
    if (x == kNaInteger) return Complex{na_real(), na_real()};
    return Complex{static_cast<double>(x), 0};
  }
};
struct RealToComplex {
  static Complex apply(double x) {
    // As as.complex() does: NA has a zero imaginary part, unlike an integer's NA.
    return Complex{x, 0};
  }
};
// As `z[i] <- x` does it: there NA is missing in both parts.
struct AssignedToComplex {
  static Complex apply(double x) { return Complex{x, is_na_real(x) ? x : 0}; }
};
struct RawToInteger {
  static int32_t apply(unsigned char x) { return x; }
};
struct RawToLogical {
  static int32_t apply(unsigned char x) { return x != 0; }
};
struct RawToReal {
  static double apply(unsigned char x) { return x; }
};
struct RawToComplex {
  static Complex apply(unsigned char x) { return Complex{static_cast<double>(x), 0}; }
};

bool outside_integer(double x) {
  return x >= INT32_MAX + 1.0 || x <= INT32_MIN;
}

void real_to_integer(const StripArgs& strip) {
  const double* x = strip.operand<double>(0);
  int32_t* out = strip.result<int32_t>();
  bool lost = false;
  for (std::int64_t i = 0; i < strip.count; ++i) {
    bool outside = outside_integer(x[i]);
    lost |= outside;
    out[i] = outside || std::isnan(x[i]) ? kNaInteger : static_cast<int32_t>(x[i]);
  }
  if (lost) *strip.notes |= kIntegerRange;
}

void complex_to_real(const StripArgs& strip) {
  const auto* x = strip.operand<Complex>(0);
  double* out = strip.result<double>();
  bool lost = false;
  for (std::int64_t i = 0; i < strip.count; ++i) {
    bool nan = std::isnan(x[i].r) || std::isnan(x[i].i);
    lost |= !nan && x[i].i != 0;
    out[i] = nan ? na_real() : x[i].r;
  }
  if (lost) *strip.notes |= kImaginaryLost;
}

void complex_to_integer(const StripArgs& strip) {
  const auto* x = strip.operand<Complex>(0);
  int32_t* out = strip.result<int32_t>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    bool nan = std::isnan(x[i].r) || std::isnan(x[i].i);
    bool outside = !nan && outside_integer(x[i].r);
    if (outside) *strip.notes |= kIntegerRange;
    if (!nan && !outside && x[i].i != 0) *strip.notes |= kImaginaryLost;
    out[i] = nan || outside ? kNaInteger : static_cast<int32_t>(x[i].r);
  }
}

struct ComplexToLogical {
  static int32_t apply(Complex x) {
    if (std::isnan(x.r) || std::isnan(x.i)) return kNaInteger;
    return x.r != 0 || x.i != 0;
  }
};

template <typename In>
void number_to_raw(const StripArgs& strip) {
  const In* x = strip.operand<In>(0);
  auto* out = strip.result<unsigned char>();
  bool lost = false;
  for (std::int64_t i = 0; i < strip.count; ++i) {
    double value = static_cast<double>(x[i]);
    bool fits = value > -1 && value < 256;
    lost |= !fits;
    out[i] = fits ? static_cast<unsigned char>(value) : 0;
  }
  if (lost) *strip.notes |= kRawRange;
}

constexpr ElementType kLgl = ElementType::logical;
constexpr ElementType kInt = ElementType::integer;
constexpr ElementType kReal = ElementType::real;
constexpr ElementType kComplex = ElementType::complex;
constexpr ElementType kRaw = ElementType::raw;

const CastRow kCasts[] = {
    {kLgl, kInt, map_unary<int32_t, int32_t, Same>},
    {kLgl, kReal, map_unary<int32_t, double, IntegerToReal>},
    {kInt, kReal, map_unary<int32_t, double, IntegerToReal>},
    {kInt, kLgl, map_unary<int32_t, int32_t, IntegerToLogical>},
    {kReal, kLgl, map_unary<double, int32_t, RealToLogical>},
    {kReal, kInt, real_to_integer, true},
    {kLgl, kComplex, map_unary<int32_t, Complex, IntegerToComplex>},
    {kInt, kComplex, map_unary<int32_t, Complex, IntegerToComplex>},
    {kReal, kComplex, map_unary<double, Complex, RealToComplex>},
    {kComplex, kReal, complex_to_real, true},
    {kComplex, kInt, complex_to_integer, true},
    {kComplex, kLgl, map_unary<Complex, int32_t, ComplexToLogical>},
    {kRaw, kLgl, map_unary<unsigned char, int32_t, RawToLogical>},
    {kRaw, kInt, map_unary<unsigned char, int32_t, RawToInteger>},
    {kRaw, kReal, map_unary<unsigned char, double, RawToReal>},
    {kRaw, kComplex, map_unary<unsigned char, Complex, RawToComplex>},
    {kLgl, kRaw, number_to_raw<int32_t>, true},
    {kInt, kRaw, number_to_raw<int32_t>, true},
    {kReal, kRaw, number_to_raw<double>, true},
};

}  // namespace

Kernel assigned_complex() {
  return map_unary<double, Complex, AssignedToComplex>;
}

const CastRow& cast_row(ElementType from, ElementType to) {
  for (const CastRow& row : kCasts) {
    if (row.from == from && row.to == to) return row;
  }
  throw Error(ErrorKind::unsupported, std::string("Values of type ") + element_type_name(from) +
                                          " cannot be made " + element_type_name(to) +
                                          " block by block; load the array with as.array() first.");
}

}  // namespace ch5mpy::engine
