// sum, prod, min, max, range, any, all and mean of a plan, as base R gives them.
//
// Contract: R's thread. The bits of a result depend on the values only, not on blocks or threads.
// Warnings are R's texts, those of the plan's own computations first.
#pragma once

#include <string>
#include <vector>

#include "core/block.h"
#include "engine/compile.h"
#include "engine/plan.h"

namespace ch5mpy::engine {

// finite_range: range(finite = TRUE). tally: how many elements were averaged, how many are missing,
// and the mean.
enum class Reduction { sum, prod, min, max, range, finite_range, any, all, mean, tally };

// By R's name; throws Error (argument) for another one.
Reduction reduction_from_name(const std::string& name);

struct Reduced {
  Block value;  // one element; ranges: two; tally: three
  std::vector<std::string> warnings;
};

Reduced reduce(const NodePtr& plan, Reduction what, bool na_rm, const CompileOptions& options);

}  // namespace ch5mpy::engine
