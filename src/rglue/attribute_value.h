// Values of attributes and single values between R and blocks.
//
// Contract: R's thread. R's allocation happens under `Rcpp::unwindProtect`, so no long jump crosses
// a C++ frame. With `row_major` (handles of order "C") an array's dims are the file's own, else
// they are reversed and no element moves. Text that is not valid UTF-8 is marked as bytes in R.
#pragma once

#include <Rcpp.h>

#include "hdf5/attribute.h"

namespace ch5mpy {

// NULL for a null space.
SEXP wrap_attribute(const AttributeValue& value, bool row_major);

// Error (type) for anything but an atomic vector, and for strings that text.h refuses.
AttributeValue read_attribute_value(SEXP x, bool row_major);

// Strings of R in UTF-8; `what` names them in errors.
std::vector<std::string> read_texts(SEXP x, const char* what);

// UTF-8 strings as R's.
SEXP wrap_texts(const std::vector<std::string>& texts);

}  // namespace ch5mpy
