// Property lists that the package always passes, made once.
//
// Contract: R's thread only; the identifiers belong to the library, never close them.
#pragma once

#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

// Link access: an external link met on the way is an error, not another file. To be passed to
// every H5Oopen, H5Gopen, H5Dopen, H5Lexists, H5Oexists_by_name ... that takes a name.
hid_t link_access();
// Link creation: names are UTF-8. It makes no groups on the way: HDF5 would make them without our
// order of links.
hid_t link_creation();
// Group creation: links are tracked and indexed in the order of their creation.
hid_t group_creation();
// Dataset creation: no times in the object's header, so that what is written does not depend on when.
hid_t dataset_creation();
// File creation: the root like any group.
hid_t file_creation();
// File access through our driver; `writable` sets the format bounds of what we write.
Handle file_access(bool writable);

}  // namespace ch5mpy
