// Sums and means by rows and columns, as rowSums() and its kin give them.
//
// Contract: R's thread. Bits do not depend on blocks or threads. Throws Error (unsupported) for
// types that have no sums, (memory) before work when the result exceeds the cap.
#pragma once

#include <string>
#include <vector>

#include "core/block.h"
#include "engine/compile.h"
#include "engine/plan.h"

namespace ch5mpy::engine {

struct Margin {
  // The axes [0, leading) are kept by rows, summed over by columns; the others the other way round.
  int leading = 1;
  bool by_row = true;
  bool mean = false;
  bool na_rm = false;

  bool keeps(std::size_t axis) const {
    return (axis < static_cast<std::size_t>(leading)) == by_row;
  }
};

struct MarginSums {
  Block value;  // doubles, in R's order of the kept axes
  std::vector<std::string> warnings;
};

MarginSums reduce_margin(const NodePtr& plan, const Margin& margin, const CompileOptions& options);

}  // namespace ch5mpy::engine
