// A vectorised function of R, for the engine.
//
// Contract: R's thread. Hands each block to call_on_block() of R/plan-map.R, which calls the
// function and checks what it gives; its errors, the function's own among them, unwind as Rcpp's
// exceptions. Warnings go to the log, which outlives this. Keeps its R objects protected.
#pragma once

#include <Rcpp.h>

#include "core/warning_log.h"
#include "engine/plan.h"

namespace ch5mpy {

class BlockCall : public engine::BlockFunction {
 public:
  // `fun`: a function, or the name of one of base's; `params`: its further arguments.
  BlockCall(SEXP fun, SEXP params, WarningLog& log) : fun_(fun), params_(params), log_(log) {}
  void call(const std::vector<const Block*>& args, Block& out) override;

 private:
  Rcpp::RObject fun_;
  Rcpp::RObject params_;
  WarningLog& log_;
};

}  // namespace ch5mpy
