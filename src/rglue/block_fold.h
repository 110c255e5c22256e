// A reduction that only R can do: a function of R's fed with one block after another.
//
// Contract: R's thread. `step(state, values)` gives the next state; blocks come in R's order, as
// plain vectors. Its errors unwind as Rcpp's exceptions. Keeps its R objects protected.
#pragma once

#include <Rcpp.h>

#include "engine/executor.h"

namespace ch5mpy {

class BlockFold : public engine::BlockConsumer {
 public:
  BlockFold(SEXP start, Rcpp::Function step) : state_(start), step_(step) {}
  bool needs_order() const override { return true; }
  bool take(const engine::Box& box, Block& block) override;

  SEXP state() const { return state_; }

 private:
  Rcpp::RObject state_;
  Rcpp::Function step_;
};

}  // namespace ch5mpy
