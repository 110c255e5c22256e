// The strings of what is about to be deleted.
//
// Why: strings of variable length lie in heaps beside their dataset, and HDF5 leaves them there
// when the dataset goes: a key overwritten again and again would make the file grow without bound.
// What overwrites them frees them.
//
// Contract: R's thread; called for a link that is removed next. An object that has another link is
// left alone. Best effort: what cannot be freed is lost space, no error.
#pragma once

#include "hdf5/link.h"

namespace ch5mpy {

void release_text(const Place& place);

}  // namespace ch5mpy
