// Single values stored without dimensions: the quick way for the many small things in a dict.
//
// Contract: R's thread. `dataset` has a scalar space.
#pragma once

#include "core/block.h"
#include "hdf5/api.h"
#include "hdf5/datatype.h"

namespace ch5mpy {

// Reads the value into `value` (one element). False, nothing read, for what needs more thought: a
// 64-bit integer that no double equals or that the session wants otherwise, an INT_MIN that may be
// NA, a type that is not readable.
bool read_scalar(hid_t dataset, const StoredType& stored, Block* value);

}  // namespace ch5mpy
