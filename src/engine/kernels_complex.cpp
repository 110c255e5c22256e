// Complex numbers, as far as they are computed part by part: sums and differences, equality, their
// parts, modulus and argument. The rest is left to R's own functions.
#include <cmath>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;

struct Add {
  static Complex apply(Complex x, Complex y) {
    return Complex{or_nan(y.r, x.r, x.r + y.r), or_nan(y.i, x.i, x.i + y.i)};
  }
};
struct Subtract {
  static Complex apply(Complex x, Complex y) {
    return Complex{or_nan(x.r, y.r, x.r - y.r), or_nan(x.i, y.i, x.i - y.i)};
  }
};
struct Negate {
  static Complex apply(Complex x) { return Complex{-x.r, -x.i}; }
};
struct Keep {
  static Complex apply(Complex x) { return x; }
  static double apply(double x) { return x; }
};
struct Conjugate {
  static Complex apply(Complex x) { return Complex{x.r, -x.i}; }
};

struct Equal {
  static int32_t apply(Complex x, Complex y) {
    if (is_missing(x) || is_missing(y)) return kNaInteger;
    return x.r == y.r && x.i == y.i;
  }
};
struct Unequal {
  static int32_t apply(Complex x, Complex y) {
    int32_t equal = Equal::apply(x, y);
    return equal == kNaInteger ? equal : !equal;
  }
};

struct RealPart {
  static double apply(Complex x) { return x.r; }
};
struct ImaginaryPart {
  static double apply(Complex x) { return x.i; }
  static double apply(double) { return 0; }
};
struct Modulus {
  static double apply(Complex x) { return std::hypot(x.r, x.i); }
  static double apply(double x) { return std::fabs(x); }
};
struct Argument {
  static double apply(Complex x) { return std::atan2(x.i, x.r); }
  static double apply(double x) {
    if (std::isnan(x)) return x;
    return x >= 0 ? 0 : 3.14159265358979323846;
  }
};

constexpr ElementType kLgl = ElementType::logical;
constexpr ElementType kReal = ElementType::real;
constexpr ElementType kComplex = ElementType::complex;

template <typename F>
constexpr Kernel to_real = map_unary<Complex, double, F>;
template <typename F>
constexpr Kernel of_real = map_unary<double, double, F>;

const KernelRow kRows[] = {
    {"+", 2, kComplex, kComplex, map_binary<Complex, Complex, Add>},
    {"-", 2, kComplex, kComplex, map_binary<Complex, Complex, Subtract>},
    {"+", 1, kComplex, kComplex, map_unary<Complex, Complex, Keep>},
    {"-", 1, kComplex, kComplex, map_unary<Complex, Complex, Negate>},
    {"==", 2, kComplex, kLgl, map_binary<Complex, int32_t, Equal>},
    {"!=", 2, kComplex, kLgl, map_binary<Complex, int32_t, Unequal>},
    {"Re", 1, kComplex, kReal, to_real<RealPart>},
    {"Im", 1, kComplex, kReal, to_real<ImaginaryPart>},
    {"Mod", 1, kComplex, kReal, to_real<Modulus>},
    {"Arg", 1, kComplex, kReal, to_real<Argument>},
    {"Conj", 1, kComplex, kComplex, map_unary<Complex, Complex, Conjugate>},
    {"Re", 1, kReal, kReal, of_real<Keep>},
    {"Im", 1, kReal, kReal, of_real<ImaginaryPart>},
    {"Mod", 1, kReal, kReal, of_real<Modulus>},
    {"Arg", 1, kReal, kReal, of_real<Argument>},
    {"Conj", 1, kReal, kReal, of_real<Keep>},
};

}  // namespace

Span<const KernelRow> complex_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
