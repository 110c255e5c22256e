// Records as R lists that say what each part is; R makes the values of them (R/value-record.R).
//
// Contract: R's thread. An atomic vector stands for plain elements, in the file's order. A list has
// `kind` and `value`: "compound" (a named list of parts), "array" (`dims` in the file's order;
// `value` all elements of all arrays), "sequence" (a list of parts), "enum" (codes, `names`,
// `codes`), "bytes"
// (`tag`, `size`, a raw vector), "reference" (texts).
#pragma once

#include <Rcpp.h>

#include "hdf5/record_data.h"

namespace ch5mpy {

// list(kind, dims, scalar, value) of the whole.
Rcpp::List wrap_records(const RecordData& data);

}  // namespace ch5mpy
