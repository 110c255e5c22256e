// Running sums, products and extremes: cumsum, cumprod, cummax and cummin.
//
// Contract: one thread. Steps are fed with the elements in R's order, each once; the state carries
// over from block to block, so that the results are those of one go. What R warns about is noted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/block.h"

namespace ch5mpy::engine {

class Scan {
 public:
  virtual ~Scan() = default;
  // `out` is prepared to the type and size of `in`.
  virtual void step(const Block& in, Block& out) = 0;
  // R's words for what happened; empty when nothing did.
  virtual std::string warning() const { return {}; }
};

// For elements of `type`, which the results have too. Throws Error (internal) for a function that
// there is none of: R decides before.
std::unique_ptr<Scan> make_scan_state(const std::string& function, ElementType type);

}  // namespace ch5mpy::engine
