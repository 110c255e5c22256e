// & | ! xor in three values.
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
struct Xor {
  static int32_t apply(int32_t x, int32_t y) {
    if (x == kNaInteger || y == kNaInteger) return kNaInteger;
    return (x != 0) != (y != 0);
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
struct XorRaw {
  static unsigned char apply(unsigned char x, unsigned char y) { return x ^ y; }
};

template <typename F>
constexpr Kernel raw_binary = map_binary<unsigned char, unsigned char, F>;

constexpr ElementType kLgl = ElementType::logical;
constexpr ElementType kRaw = ElementType::raw;

const KernelRow kRows[] = {
    {"&", 2, kLgl, kLgl, map_binary<int32_t, int32_t, And>},
    {"|", 2, kLgl, kLgl, map_binary<int32_t, int32_t, Or>},
    {"xor", 2, kLgl, kLgl, map_binary<int32_t, int32_t, Xor>},
    {"!", 1, kLgl, kLgl, map_unary<int32_t, int32_t, NotInteger>},
    {"!", 1, ElementType::real, kLgl, map_unary<double, int32_t, NotReal>},
    {"&", 2, kRaw, kRaw, raw_binary<AndRaw>},
    {"|", 2, kRaw, kRaw, raw_binary<OrRaw>},
    {"xor", 2, kRaw, kRaw, raw_binary<XorRaw>},
    {"!", 1, kRaw, kRaw, map_unary<unsigned char, unsigned char, NotRaw>},
};

}  // namespace

Span<const KernelRow> logic_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
