// Whether a stored type can hold values, asked before anything is written.
//
// Contract: pure memory. Throws Error (type) that names the first value that does not fit and the
// stored type, and what to do.
#pragma once

#include "core/block.h"
#include "core/stored_type.h"

namespace ch5mpy {

// `integer64`: the block's doubles carry int64 bits (bit64's integer64).
void check_values(const StoredType& stored, const Block& values, bool integer64);

// Whether integers or logicals of the block are NA, or doubles are: what an int32 needs a mark for.
bool has_na(const Block& values);

}  // namespace ch5mpy
