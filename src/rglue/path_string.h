// The path in a handle: a character vector of length one (ALTREP) that holds a lease.
//
// Why: R collects it when no handle refers to it any more (then the lease ends), and R calls its
// Serialized_state method before it writes a handle anywhere (then the file is flushed). What is
// written is an ordinary string. (Serialisation format version 2 has no such hook.)
//
// Contract: R's thread only. Copies that R makes hold the same lease.
#pragma once

#include <Rcpp.h>

#include <string>

#include "hdf5/file_pool.h"

namespace ch5mpy {

// Called once from R_init_ch5mpy.
void register_path_string(DllInfo* dll);

// A new string for `path`; becomes an owner of the lease.
SEXP make_path_string(const std::string& path, LeaseId lease);

// Whether `x` is such a string of this process and holds `lease`.
bool holds_lease(SEXP x, LeaseId lease);

}  // namespace ch5mpy
