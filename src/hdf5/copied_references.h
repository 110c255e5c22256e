// References in a copy of a whole file, made to lead into the copy.
//
// Why: H5Ocopy() leaves references of the old file in records, sequences and arrays, where they mean
// nothing, and empties the others.
//
// Contract: R's thread. Both groups hold the same tree, the one copied from the other. What a reference
// leads to and is not in the tree becomes a null reference, as it would be once the old file is gone. Throws
// Error (corrupt, io).
#pragma once

#include "hdf5/api.h"

namespace ch5mpy {

void renew_references(hid_t from_root, hid_t to_root);

}  // namespace ch5mpy
