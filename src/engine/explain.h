// What an evaluation would do: its program, its blocks, what it reads and the memory it takes.
//
// Contract: R's thread. Nothing is computed; what is recycled may be loaded, and random numbers
// that an evaluation would draw beforehand are drawn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/compile.h"
#include "engine/plan.h"

namespace ch5mpy::engine {

struct Explanation {
  // One text an instruction: "r1 <- *(x1, 2)", x for what is read, r for results.
  std::vector<std::string> program;
  Dims block;
  double bytes_read = 0;  // of elements, as R holds them
  double memory = 0;      // working memory, in bytes
  int threads = 1;
};

Explanation explain(const NodePtr& plan, const CompileOptions& options);

}  // namespace ch5mpy::engine
