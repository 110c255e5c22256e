// H5Handle objects of R, read and made.
//
// Contract: R's thread only. `resolve_handle()` is how every export gets at its object. A handle
// from elsewhere (readRDS(), a worker, a fork) is bound to this session in place at its first use:
// its slots file, session, lease and object are set, which no R code can tell from before except
// that they work.
#pragma once

#include <Rcpp.h>

#include "hdf5/location.h"
#include "rglue/text_value.h"

namespace ch5mpy {

// The slots as they are. `x` not an H5Handle: `Error` of kind internal.
HandleFields read_handle(SEXP x);

// See hdf5/location.h for what it throws.
Location resolve_handle(SEXP x, Access access);

// Of its lease; `unknown` for a handle from elsewhere that was not used here yet.
LeaseState handle_state(SEXP x);
// Closes its lease, if that is open; a handle from elsewhere is closed without being opened.
void close_handle(SEXP x);

// An opening of the file of `x` with a lease of its own, at the same object. Never truncates.
Opening reopen_handle(SEXP x, FileMode mode);

// list(file, session, lease, object, name, mode, created): what R needs to make a handle.
Rcpp::List wrap_opening(const Opening& opening);

}  // namespace ch5mpy
