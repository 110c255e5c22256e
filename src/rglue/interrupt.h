// Ctrl-C, asked for between steps of work.
//
// Contract: R's thread only, outside HDF5 calls. Throws Rcpp::internal::InterruptedException, which
// `guarded()` lets through: the interrupt stays an interrupt.
#pragma once

namespace ch5mpy {

// Cheap: looks at most every 50 ms.
void check_interrupt();

}  // namespace ch5mpy
