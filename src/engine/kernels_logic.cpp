// & | ! in three values.
#include <cmath>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;

struct And {
  static int32_t apply(int32_t x, int32_t y) {
    if (x == 0 || y == 0) return 0;
    return x == kNaInteger || y == kNaInteger ? kNaInteger : 1;
  }
};
struct Or {
  static int32_t apply(int32_t x, int32_t y) {
    if ((x != 0 && x != kNaInteger) || (y != 0 && y != kNaInteger)) return 1;
    return x == 0 && y == 0 ? 0 : kNaInteger;
  }
};
struct NotInteger {
  static int32_t apply(int32_t x) { return x == kNaInteger ? kNaInteger : x == 0; }
};
struct NotReal {
  static int32_t apply(double x) { return std::isnan(x) ? kNaInteger : x == 0; }
};
struct NotRaw {
  static unsigned char apply(unsigned char x) { return static_cast<unsigned char>(~x); }
};
struct AndRaw {
  static unsigned char apply(unsigned char x, unsigned char y) { return x & y; }
};
struct OrRaw {
  static unsigned char apply(unsigned char x, unsigned char y) { return x | y; }
};

struct NotComplex {
  static int32_t apply(Complex x) { return NotInteger::apply(truth(x)); }
  static int32_t truth(Complex x) {
    if (std::isnan(x.r) || std::isnan(x.i)) return kNaInteger;
    return x.r != 0 || x.i != 0;
  }
};
template <typename F>
struct OfComplex {
  static int32_t apply(Complex x, Complex y) {
    return F::apply(NotComplex::truth(x), NotComplex::truth(y));
  }
};

template <typename F>
constexpr Kernel complex_binary = map_binary<Complex, int32_t, OfComplex<F>>;
template <typename F>
constexpr Kernel raw_binary = map_binary<unsigned char, unsigned char, F>;

constexpr ElementType kLgl = ElementType::logical;
constexpr ElementType kComplex = ElementType::complex;
constexpr ElementType kRaw = ElementType::raw;

const KernelRow kRows[] = {
    {"&", 2, kLgl, kLgl, map_binary<int32_t, int32_t, And>},
    {"|", 2, kLgl, kLgl, map_binary<int32_t, int32_t, Or>},
    {"!", 1, kLgl, kLgl, map_unary<int32_t, int32_t, NotInteger>},
    {"!", 1, ElementType::real, kLgl, map_unary<double, int32_t, NotReal>},
    {"!", 1, kComplex, kLgl, map_unary<Complex, int32_t, NotComplex>},
    {"&", 2, kComplex, kLgl, complex_binary<And>},
    {"|", 2, kComplex, kLgl, complex_binary<Or>},
    {"&", 2, kRaw, kRaw, raw_binary<AndRaw>},
    {"|", 2, kRaw, kRaw, raw_binary<OrRaw>},
    {"!", 1, kRaw, kRaw, map_unary<unsigned char, unsigned char, NotRaw>},
};

}  // namespace

Span<const KernelRow> logic_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
