// == != < <= > >= : NA when an operand is NA or NaN. Text compares by its bytes, for equality only:
// order is a matter of R's collation.
#include <cmath>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;

struct Equal {
  template <typename T>
  static bool holds(T x, T y) {
    return x == y;
  }
};
struct Less {
  template <typename T>
  static bool holds(T x, T y) {
    return x < y;
  }
};
struct LessEqual {
  template <typename T>
  static bool holds(T x, T y) {
    return x <= y;
  }
};
template <typename F>
struct Not {
  template <typename T>
  static bool holds(T x, T y) {
    return !F::holds(x, y);
  }
};

template <typename F>
struct Compare {
  template <typename T>
  static int32_t apply(T x, T y) {
    return is_missing(x) || is_missing(y) ? kNaInteger : F::holds(x, y);
  }
};

template <typename F>
void compare_text(const StripArgs& strip) {
  const auto& x = *strip.operand<TextOperand>(0);
  const auto& y = *strip.operand<TextOperand>(1);
  int32_t* out = strip.result<int32_t>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    std::int64_t a = x.first + i * x.step;
    std::int64_t b = y.first + i * y.step;
    bool na = x.column->is_na(a) || y.column->is_na(b);
    out[i] = na ? kNaInteger : F::holds(x.column->get(a), y.column->get(b));
  }
}

template <typename T, typename F>
constexpr Kernel compare = map_binary<T, int32_t, Compare<F>>;

constexpr ElementType kLgl = ElementType::logical;
constexpr ElementType kInt = ElementType::integer;
constexpr ElementType kReal = ElementType::real;
constexpr ElementType kText = ElementType::text;

const KernelRow kRows[] = {
    {"==", 2, kInt, kLgl, compare<int32_t, Equal>},
    {"!=", 2, kInt, kLgl, compare<int32_t, Not<Equal>>},
    {"<", 2, kInt, kLgl, compare<int32_t, Less>},
    {"<=", 2, kInt, kLgl, compare<int32_t, LessEqual>},
    {">", 2, kInt, kLgl, compare<int32_t, Not<LessEqual>>},
    {">=", 2, kInt, kLgl, compare<int32_t, Not<Less>>},
    {"==", 2, kReal, kLgl, compare<double, Equal>},
    {"!=", 2, kReal, kLgl, compare<double, Not<Equal>>},
    {"<", 2, kReal, kLgl, compare<double, Less>},
    {"<=", 2, kReal, kLgl, compare<double, LessEqual>},
    {">", 2, kReal, kLgl, compare<double, Not<LessEqual>>},
    {">=", 2, kReal, kLgl, compare<double, Not<Less>>},
    {"==", 2, kText, kLgl, compare_text<Equal>},
    {"!=", 2, kText, kLgl, compare_text<Not<Equal>>},
};

}  // namespace

Span<const KernelRow> comparison_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
