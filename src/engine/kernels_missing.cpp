// is.na is.nan is.finite is.infinite.
#include <cmath>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;

struct IsNa {
  template <typename T>
  static int32_t apply(T x) {
    return is_missing(x);
  }
};
struct IsNan {
  static int32_t apply(double x) { return std::isnan(x) && !is_na_real(x); }
  static int32_t apply(Complex x) { return apply(x.r) || apply(x.i); }
};
struct IsFinite {
  static int32_t apply(int32_t x) { return x != kNaInteger; }
  static int32_t apply(double x) { return std::isfinite(x); }
  static int32_t apply(Complex x) { return std::isfinite(x.r) && std::isfinite(x.i); }
};
struct IsInfinite {
  static int32_t apply(double x) { return std::isinf(x); }
  static int32_t apply(Complex x) { return std::isinf(x.r) || std::isinf(x.i); }
};
template <typename T>
struct Never {
  static int32_t apply(T) { return 0; }
};

void is_na_text(const StripArgs& strip) {
  const auto& x = *strip.operand<TextOperand>(0);
  int32_t* out = strip.result<int32_t>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    out[i] = x.column->is_na(x.first + i * x.step);
  }
}

void never_text(const StripArgs& strip) {
  int32_t* out = strip.result<int32_t>();
  for (std::int64_t i = 0; i < strip.count; ++i) out[i] = 0;
}

template <typename T>
struct MaskMissing {
  static void run(const StripArgs& strip) {
    const T* x = strip.operand<T>(0);
    const int32_t* mask = strip.operand<int32_t>(1);
    T* out = strip.result<T>();
    for (std::int64_t i = 0; i < strip.count; ++i) {
      out[i] = mask[i] == kNaInteger ? na_of(x[i]) : x[i];
    }
  }
};

template <typename T, typename F>
constexpr Kernel test = map_unary<T, int32_t, F>;

constexpr ElementType kLgl = ElementType::logical;
constexpr ElementType kInt = ElementType::integer;
constexpr ElementType kReal = ElementType::real;
constexpr ElementType kComplex = ElementType::complex;
constexpr ElementType kText = ElementType::text;
constexpr ElementType kRaw = ElementType::raw;

const KernelRow kRows[] = {
    {"is.na", 1, kInt, kLgl, test<int32_t, IsNa>},
    {"is.na", 1, kReal, kLgl, test<double, IsNa>},
    {"is.na", 1, kComplex, kLgl, test<Complex, IsNa>},
    {"is.na", 1, kText, kLgl, is_na_text},
    {"is.na", 1, kRaw, kLgl, test<unsigned char, Never<unsigned char>>},
    {"is.nan", 1, kInt, kLgl, test<int32_t, Never<int32_t>>},
    {"is.nan", 1, kReal, kLgl, test<double, IsNan>},
    {"is.nan", 1, kComplex, kLgl, test<Complex, IsNan>},
    {"is.nan", 1, kRaw, kLgl, test<unsigned char, Never<unsigned char>>},
    {"is.finite", 1, kInt, kLgl, test<int32_t, IsFinite>},
    {"is.finite", 1, kReal, kLgl, test<double, IsFinite>},
    {"is.finite", 1, kComplex, kLgl, test<Complex, IsFinite>},
    {"is.finite", 1, kText, kLgl, never_text},
    {"is.finite", 1, kRaw, kLgl, test<unsigned char, Never<unsigned char>>},
    {"is.infinite", 1, kInt, kLgl, test<int32_t, Never<int32_t>>},
    {"is.infinite", 1, kReal, kLgl, test<double, IsInfinite>},
    {"is.infinite", 1, kComplex, kLgl, test<Complex, IsInfinite>},
    {"is.infinite", 1, kText, kLgl, never_text},
    {"is.infinite", 1, kRaw, kLgl, test<unsigned char, Never<unsigned char>>},
};

}  // namespace

Kernel missing_mask(ElementType type) {
  return kernel_of<MaskMissing>(type);
}

Span<const KernelRow> missing_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
