// The loops that kernels are made of: a function object over a strip.
//
// Contract: as kernel.h. Function objects are stateless.
#pragma once

#include <cstdint>

#include "core/na.h"
#include "engine/kernel.h"

namespace ch5mpy::engine {

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

}  // namespace ch5mpy::engine
