// A kernel: one operation over a strip of elements.
//
// Contract: pure functions, no allocation, no throw, no R; safe on any thread (those of MathTable
// excepted). Operands are arrays of the kernel's own element types, distinct from `out`. What R
// would warn about is noted, never said.
#pragma once

#include <cstdint>

#include "core/dtype.h"
#include "core/text_column.h"

namespace ch5mpy::engine {

// Elements of a strip: a few registers of it fit the first-level cache.
constexpr std::int64_t kStrip = 2048;

// What happened in a strip that R warns about; bits.
enum Note : std::uint32_t {
  kNanProduced = 1u << 0,
  kIntegerOverflow = 1u << 1,
  kIntegerRange = 1u << 2,
  kModulusLoss = 1u << 3,
  kImaginaryLost = 1u << 4,
  kRawRange = 1u << 5
};

// R's wording of one bit.
const char* note_text(Note note);

// Functions of R's own mathematics library, over strips: filled by rglue, R's thread only. A null
// entry means that the plan cannot be run.
struct MathTable {
  using Unary = void (*)(const double* in, double* out, std::int64_t count);
  using Binary = void (*)(const double* x, const double* y, double* out, std::int64_t count);
  Unary gamma = nullptr;
  Unary lgamma = nullptr;
  Unary digamma = nullptr;
  Unary trigamma = nullptr;
  Unary cospi = nullptr;
  Unary sinpi = nullptr;
  Unary tanpi = nullptr;
  Binary round = nullptr;
  Binary signif = nullptr;
};

// An operand of type text: element i of the strip is element first + i * step of the column.
struct TextOperand {
  const TextColumn* column = nullptr;
  std::int64_t first = 0;
  std::int64_t step = 1;
};

struct StripArgs {
  // Numbers: `count` elements. Text: a TextOperand.
  const void* in[3] = {nullptr, nullptr, nullptr};
  void* out = nullptr;
  std::int64_t count = 0;
  // Of two NaN operands the second one is R's result.
  bool second_nan = false;
  const MathTable* math = nullptr;
  std::uint32_t* notes = nullptr;

  template <typename T>
  const T* operand(int k) const {
    return static_cast<const T*>(in[k]);
  }
  template <typename T>
  T* result() const {
    return static_cast<T*>(out);
  }
};

using Kernel = void (*)(const StripArgs& strip);

}  // namespace ch5mpy::engine
