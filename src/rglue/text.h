// Strings between R and text columns.
//
// Contract: R's thread. To UTF-8 on the way out of R; strings marked as bytes, or not valid in
// their encoding, are Error (type). On the way into R what is not valid UTF-8 is marked as bytes.
#pragma once

#include <Rcpp.h>

#include "core/text_column.h"

namespace ch5mpy {

// Fills `text` with the elements of the character vector `x`.
void read_strings(SEXP x, TextColumn& text);

// Elements of `text` become those of the character vector `out` from `first` on.
void fill_strings(const TextColumn& text, SEXP out, std::int64_t first);

}  // namespace ch5mpy
