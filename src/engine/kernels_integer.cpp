// Arithmetic of integers (and of logicals, which are integers to R): NA in, NA out; NA and a
// warning on overflow.
#include <cmath>
#include <cstdlib>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/modulus.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;
using std::int64_t;

struct Add {
  static int64_t apply(int64_t x, int64_t y) { return x + y; }
};
struct Subtract {
  static int64_t apply(int64_t x, int64_t y) { return x - y; }
};
struct Multiply {
  static int64_t apply(int64_t x, int64_t y) { return x * y; }
};

template <typename F>
void overflowing(const StripArgs& strip) {
  const int32_t* x = strip.operand<int32_t>(0);
  const int32_t* y = strip.operand<int32_t>(1);
  int32_t* out = strip.result<int32_t>();
  bool overflow = false;
  for (int64_t i = 0; i < strip.count; ++i) {
    int64_t value = F::apply(x[i], y[i]);
    bool na = x[i] == kNaInteger || y[i] == kNaInteger;
    // INT_MIN is NA, so it counts as overflow too.
    bool outside = value > INT32_MAX || value <= INT32_MIN;
    overflow |= outside && !na;
    out[i] = na || outside ? kNaInteger : static_cast<int32_t>(value);
  }
  if (overflow) *strip.notes |= kIntegerOverflow;
}

struct Divide {
  static double apply(int32_t x, int32_t y) {
    if (x == kNaInteger || y == kNaInteger) return na_real();
    return static_cast<double>(x) / static_cast<double>(y);
  }
};

struct Modulus {
  static int32_t apply(int32_t x, int32_t y) {
    if (x == kNaInteger || y == kNaInteger || y == 0) return kNaInteger;
    if (x >= 0 && y > 0) return x % y;
    bool lost = false;
    return static_cast<int32_t>(modulus(x, y, &lost));
  }
};

struct FloorDivide {
  static int32_t apply(int32_t x, int32_t y) {
    if (x == kNaInteger || y == kNaInteger || y == 0) return kNaInteger;
    return static_cast<int32_t>(std::floor(static_cast<double>(x) / static_cast<double>(y)));
  }
};

struct Negate {
  static int32_t apply(int32_t x) { return x == kNaInteger ? x : -x; }
};
struct Keep {
  static int32_t apply(int32_t x) { return x; }
};
struct Absolute {
  static int32_t apply(int32_t x) { return x == kNaInteger ? x : std::abs(x); }
};

constexpr ElementType kInt = ElementType::integer;

const KernelRow kRows[] = {
    {"+", 2, kInt, kInt, overflowing<Add>, true},
    {"-", 2, kInt, kInt, overflowing<Subtract>, true},
    {"*", 2, kInt, kInt, overflowing<Multiply>, true},
    {"/", 2, kInt, ElementType::real, map_binary<int32_t, double, Divide>},
    {"%%", 2, kInt, kInt, map_binary<int32_t, int32_t, Modulus>},
    {"%/%", 2, kInt, kInt, map_binary<int32_t, int32_t, FloorDivide>},
    {"-", 1, kInt, kInt, map_unary<int32_t, int32_t, Negate>},
    {"+", 1, kInt, kInt, map_unary<int32_t, int32_t, Keep>},
    {"abs", 1, kInt, kInt, map_unary<int32_t, int32_t, Absolute>},
};

}  // namespace

Span<const KernelRow> integer_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
