// Which kernel does what R does for a call, by the types of its operands.
//
// Contract: a table for each family of functions, in the kernels_* files; to add a function, add
// its rows there. Lookups throw Error (internal) for a call that the table lacks: R decides before
// whether a call is possible.
#pragma once

#include <string>
#include <vector>

#include "core/dtype.h"
#include "core/span.h"
#include "engine/kernel.h"

namespace ch5mpy::engine {

// Operands are converted to `in`; the kernel gives `out`.
struct KernelRow {
  const char* function;
  int arity;
  ElementType in;
  ElementType out;
  Kernel kernel;
  bool warns = false;  // may note something
  bool on_r = false;   // calls R's own mathematics: R's thread only
};

struct CastRow {
  ElementType from;
  ElementType to;
  Kernel kernel;
  bool warns = false;
};

Span<const KernelRow> arithmetic_rows();
Span<const KernelRow> integer_rows();
Span<const KernelRow> comparison_rows();
Span<const KernelRow> logic_rows();
Span<const KernelRow> missing_rows();
Span<const KernelRow> math_rows();
Span<const KernelRow> complex_rows();
Span<const KernelRow> choice_rows();

// The row for a call: the narrowest operand type that holds all of `types`; where there is none
// (`&` of doubles), the widest that the function has.
const KernelRow& kernel_for(const std::string& function, const std::vector<ElementType>& types);

// Gives its first operand, of `type`, and NA where its second, a logical, is NA. Null for text,
// which no call gives.
Kernel missing_mask(ElementType type);

// ifelse(): of a logical and two operands of `type` the second where the first is TRUE, the third
// where it is FALSE. `first` is the type that the second was converted from: base converts the NA
// of the test with it. Null for text.
Kernel choice_kernel(ElementType type, ElementType first);

// What makes reals complex that are assigned to complex numbers.
Kernel assigned_complex();

// What converts between two different types.
const CastRow& cast_row(ElementType from, ElementType to);

}  // namespace ch5mpy::engine
