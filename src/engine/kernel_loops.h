// The loops that kernels are made of: a function object over a strip.
//
// Contract: as kernel.h. Function objects are stateless.
#pragma once

#include <cmath>
#include <cstdint>

#include "core/na.h"
#include "engine/kernel.h"

namespace ch5mpy::engine {

// NA or NaN.
inline bool is_missing(std::int32_t x) {
  return x == kNaInteger;
}
inline bool is_missing(double x) {
  return std::isnan(x);
}
inline bool is_missing(Complex x) {
  return std::isnan(x.r) || std::isnan(x.i);
}

// Of two NaN operands R's compiled code gives one of the two, always the same: `first`.
inline double or_nan(double first, double second, double value) {
  if (!std::isnan(value)) return value;
  if (std::isnan(first)) return first;
  return std::isnan(second) ? second : value;
}

// What is missing among the elements of a type; raw has no NA.
inline std::int32_t na_of(std::int32_t) {
  return kNaInteger;
}
inline double na_of(double) {
  return na_real();
}
inline Complex na_of(Complex) {
  return Complex{na_real(), na_real()};
}
inline unsigned char na_of(unsigned char) {
  return 0;
}

template <typename In, typename Out, typename F>
void map_unary(const StripArgs& strip) {
  const In* x = strip.operand<In>(0);
  Out* out = strip.result<Out>();
  for (std::int64_t i = 0; i < strip.count; ++i) out[i] = F::apply(x[i]);
}

template <typename In, typename Out, typename F>
void map_binary(const StripArgs& strip) {
  const In* x = strip.operand<In>(0);
  const In* y = strip.operand<In>(1);
  Out* out = strip.result<Out>();
  for (std::int64_t i = 0; i < strip.count; ++i) out[i] = F::apply(x[i], y[i]);
}

// F<T>::run for the elements of a type; nullptr for text.
template <template <typename> class F>
Kernel kernel_of(ElementType type) {
  switch (type) {
    case ElementType::logical:
    case ElementType::integer:
      return F<std::int32_t>::run;
    case ElementType::real:
      return F<double>::run;
    case ElementType::complex:
      return F<Complex>::run;
    case ElementType::raw:
      return F<unsigned char>::run;
    case ElementType::text:
      break;
  }
  return nullptr;
}

}  // namespace ch5mpy::engine
