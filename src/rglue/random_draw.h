// A function of R that draws elements, for the engine.
//
// Contract: R's thread. Calls `fun(n, ...)` for n elements at a time; of arguments longer than one
// the elements that belong to the place in the array are passed, so that the pieces are what one
// call for all would have given. What it returns must be n values of the node's type, or be
// convertible to it; else Error (type). Keeps its R objects protected.
#pragma once

#include <Rcpp.h>

#include "engine/plan.h"

namespace ch5mpy {

class FunctionDraw : public engine::RandomDraw {
 public:
  FunctionDraw(Rcpp::Function fun, Rcpp::List args) : fun_(fun), args_(args) {}
  void draw(std::int64_t first, Block& out) override;

 private:
  Rcpp::Function fun_;
  Rcpp::List args_;
};

}  // namespace ch5mpy
