// The R side of this package, as C++ calls it.
//
// Contract: R's thread. What they give stays alive as long as the package is loaded.
#pragma once

#include <Rcpp.h>

namespace ch5mpy {

SEXP package_namespace();
// A function of the package, exported or not.
Rcpp::Function package_function(const char* name);

}  // namespace ch5mpy
