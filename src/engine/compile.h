// From a plan to a program: views pushed down to the leaves, operands converted by R's rules,
// common subexpressions and common leaves once.
//
// Contract: R's thread (random numbers may be drawn into scratch, small recycled sources loaded).
// Throws Error for a plan that cannot be computed, before any block is.
#pragma once

#include <string>

#include "engine/plan.h"
#include "engine/program.h"

namespace ch5mpy::engine {

struct CompileOptions {
  std::string scratch_folder;
  // Bytes up to which what is recycled is loaded once rather than read again and again.
  std::int64_t preload_limit = 1 << 20;
  const MathTable* math = nullptr;
};

Program compile(const NodePtr& plan, const CompileOptions& options);

}  // namespace ch5mpy::engine
