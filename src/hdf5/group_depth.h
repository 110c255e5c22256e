// How deep the groups below an object are nested.
//
// Why: HDF5 copies and deletes what is below a group by calling itself; a file may nest groups
// deeper than the C stack can follow, and R would jump out of HDF5 in the middle of it.
//
// Contract: R's thread. The walk itself is iterative and visits each group once.
#pragma once

#include <string>

#include "hdf5/api.h"
#include "hdf5/link.h"

namespace ch5mpy {

// Error (unsupported) that names the object when groups below it are nested too deep for `verb`
// ("copied", "deleted").
void require_shallow(hid_t object, const std::string& name, const char* verb);

// The same for what the link `place`, which is there, leads to.
void require_removable(const Place& place);

}  // namespace ch5mpy
