// R vectors, allocated where a long jump out of R is caught.
//
// Contract: R's thread. The result is not protected. What cannot exist (beyond R's limits, or more
// than the machine has) is Error (memory) before R is asked.
#pragma once

#include <Rcpp.h>

#include "core/dtype.h"

namespace ch5mpy {

SEXP allocate_vector(ElementType type, std::int64_t size);

}  // namespace ch5mpy
