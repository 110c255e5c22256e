// Atomic vectors between R and blocks.
//
// Contract: R's thread. A block of numbers borrows the vector's memory, which the caller keeps
// protected; it is not to be written to. Attributes are ignored, but for "dim" and for the class
// "integer64" where a function says so.
#pragma once

#include <Rcpp.h>

#include "core/block.h"
#include "core/dims.h"
#include "store/block_source.h"

namespace ch5mpy {

// Error (type) for what is not an atomic vector; `use` says there what it was to become.
ElementType vector_type(SEXP x, const char* use);
void borrow_vector(SEXP x, Block& block);

// bit64's class: doubles that carry int64 bits.
bool is_integer64(SEXP x);

// The attribute "dim"; empty when there is none.
Dims vector_dims(SEXP x);

// All elements of a source, or of a block, as a plain R vector (not protected).
SEXP collect_source(BlockSource& source);
SEXP wrap_elements(const Block& block);

}  // namespace ch5mpy
