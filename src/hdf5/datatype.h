// What a stored element type is, in the words of the rest of the package.
//
// Contract: R's thread. `describe_type` never throws for a type that is merely strange: it says
// that it is unreadable and why. All sizes were checked against HDF5's own.
#pragma once

#include "core/stored_type.h"
#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

StoredType describe_type(hid_t type);

// The memory type for H5Dread and H5Dwrite that gives `stored.native`; `type` is the file's type.
Handle memory_type(hid_t type, const StoredType& stored);

}  // namespace ch5mpy
