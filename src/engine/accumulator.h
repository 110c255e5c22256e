// The state of a reduction: fed with blocks, asked for the result at the end.
//
// Contract: one thread at a time. Blocks come in any order unless `needs_order()`; the result does
// not depend on how they were shared out among accumulators that are merged.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/block.h"
#include "engine/reduce.h"

namespace ch5mpy::engine {

class Accumulator {
 public:
  virtual ~Accumulator() = default;
  virtual bool needs_order() const { return false; }
  // FALSE: the result is settled, whatever comes.
  virtual bool add(const Block& block) = 0;
  // Adds what another one of the same make was fed with.
  virtual void merge(const Accumulator& other) = 0;
  virtual Block result() const = 0;
  // What R warns about in the result.
  virtual std::vector<std::string> warnings() const { return {}; }
};

// Throws Error (unsupported) when R has no such reduction for the type.
std::unique_ptr<Accumulator> make_accumulator(Reduction what, ElementType type, bool na_rm);

// accumulate_sum.cpp, accumulate_complex.cpp, accumulate_range.cpp
std::unique_ptr<Accumulator> make_sum(ElementType type, bool na_rm);
std::unique_ptr<Accumulator> make_mean(ElementType type, bool na_rm);
std::unique_ptr<Accumulator> make_tally(ElementType type, bool na_rm);
std::unique_ptr<Accumulator> make_product(ElementType type, bool na_rm);
// sum, mean and prod.
std::unique_ptr<Accumulator> make_complex_total(Reduction what, bool na_rm);
std::unique_ptr<Accumulator> make_extremes(ElementType type, bool na_rm, bool min, bool max,
                                           bool finite = false);
std::unique_ptr<Accumulator> make_truth(bool na_rm, bool settled_by);

}  // namespace ch5mpy::engine
