// ifelse, pmin and pmax. The variants of pmin and pmax that leave missing values out give one only
// where both operands are missing.
#include <cmath>

#include "core/na.h"
#include "engine/kernel_loops.h"
#include "engine/typing.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;

// `missing` stands where the test is NA.
template <typename T>
void choose(const StripArgs& strip, T missing) {
  const int32_t* test = strip.operand<int32_t>(0);
  const T* yes = strip.operand<T>(1);
  const T* no = strip.operand<T>(2);
  T* out = strip.result<T>();
  for (std::int64_t i = 0; i < strip.count; ++i) {
    out[i] = test[i] == kNaInteger ? missing : test[i] != 0 ? yes[i] : no[i];
  }
}

template <typename T>
struct Choose {
  static void run(const StripArgs& strip) { choose<T>(strip, na_of(T{})); }
};

// A missing real made complex has an imaginary part.
void choose_by_real(const StripArgs& strip) {
  choose<Complex>(strip, Complex{na_real(), 0});
}

struct Less {
  template <typename T>
  static bool wins(T x, T y) {
    return y < x;
  }
};
struct Greater {
  template <typename T>
  static bool wins(T x, T y) {
    return y > x;
  }
};

// The last of the missing ones stays.
template <typename F>
struct Extreme {
  template <typename T>
  static T apply(T x, T y) {
    return is_missing(y) || (!is_missing(x) && F::wins(x, y)) ? y : x;
  }
};
template <typename F>
struct PresentExtreme {
  template <typename T>
  static T apply(T x, T y) {
    return is_missing(x) || (!is_missing(y) && F::wins(x, y)) ? y : x;
  }
};

template <typename T, typename F>
constexpr Kernel binary = map_binary<T, T, F>;

constexpr ElementType kInt = ElementType::integer;
constexpr ElementType kReal = ElementType::real;

const KernelRow kRows[] = {
    {"pmin", 2, kInt, kInt, binary<int32_t, Extreme<Less>>},
    {"pmax", 2, kInt, kInt, binary<int32_t, Extreme<Greater>>},
    {"pmin present", 2, kInt, kInt, binary<int32_t, PresentExtreme<Less>>},
    {"pmax present", 2, kInt, kInt, binary<int32_t, PresentExtreme<Greater>>},
    {"pmin", 2, kReal, kReal, binary<double, Extreme<Less>>},
    {"pmax", 2, kReal, kReal, binary<double, Extreme<Greater>>},
    {"pmin present", 2, kReal, kReal, binary<double, PresentExtreme<Less>>},
    {"pmax present", 2, kReal, kReal, binary<double, PresentExtreme<Greater>>},
};

}  // namespace

Kernel choice_kernel(ElementType type, ElementType first) {
  bool by_real = type == ElementType::complex && first == ElementType::real;
  return by_real ? choose_by_real : kernel_of<Choose>(type);
}

Span<const KernelRow> choice_rows() {
  return {kRows, static_cast<std::int64_t>(std::size(kRows))};
}

}  // namespace ch5mpy::engine
