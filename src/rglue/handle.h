// H5Handle objects of R, read and made.
//
// Contract: R's thread only. `resolve_handle()` is how every export gets at its object. A handle
// from elsewhere (readRDS(), a worker, a fork) is bound to this session in place at its first use:
// its slots file, session, lease and object are set, which no R code can tell from before except
// that they work.
#pragma once

#include <Rcpp.h>

#include "hdf5/location.h"

namespace ch5mpy {

// The slots as they are. `x` not an H5Handle: `Error` of kind internal.
HandleFields read_handle(SEXP x);

// See hdf5/location.h for what it throws.
Location resolve_handle(SEXP x, Access access);

// list(file, session, lease, object, mode, created): what R needs to make a handle.
Rcpp::List wrap_opening(const Opening& opening);

// Length-one character vector in UTF-8.
SEXP wrap_text(const std::string& text);
// The string `x` of length one in UTF-8; `what` names it in the error of kind argument.
std::string read_text(SEXP x, const char* what);

}  // namespace ch5mpy
