// Where the smallest or the largest element is: which.min() and which.max().
//
// Contract: R's thread. Of equal elements the first in R's order counts; missing ones do not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/compile.h"
#include "engine/plan.h"

namespace ch5mpy::engine {

struct ExtremePosition {
  std::int64_t position = -1;  // 0-based; -1: there is none
  std::vector<std::string> warnings;
};

// The elements are taken as doubles.
ExtremePosition extreme_position(const NodePtr& plan, bool largest, const CompileOptions& options);

}  // namespace ch5mpy::engine
