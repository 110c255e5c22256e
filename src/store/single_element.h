// One element of a dataset, by the shortest way.
//
// Contract: R's thread. False, with `value` undefined, where the longer way has more to say: text,
// a warning, the policy for 64-bit integers.
#pragma once

#include "core/block.h"
#include "core/dims.h"
#include "hdf5/dataset.h"

namespace ch5mpy {

// `at` (0-based) is in the file's order of axes and lies inside.
bool read_single(Dataset& dataset, const Dims& at, Block& value);

}  // namespace ch5mpy
