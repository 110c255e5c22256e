// Nodes of a file as R's lists: what cpp_node_find() and cpp_node_describe() answer.
//
// Contract: R's thread. Names go to R spelled as hdf5/key_spelling.h says.
#pragma once

#include <Rcpp.h>

#include "hdf5/location.h"
#include "hdf5/path_walk.h"

namespace ch5mpy {

// NULL for what is absent. With `value`, a plain single value comes with it, and then no id.
SEXP wrap_found(const Location& base, Found found, bool value);

SEXP wrap_description(Found found);

}  // namespace ch5mpy
