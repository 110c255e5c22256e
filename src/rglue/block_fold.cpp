#include "rglue/block_fold.h"

#include "rglue/vector.h"

namespace ch5mpy {

bool BlockFold::take(const engine::Box&, Block& block) {
  Rcpp::Shield<SEXP> values(wrap_elements(block));
  state_ = step_(state_, static_cast<SEXP>(values));
  return true;
}

}  // namespace ch5mpy
