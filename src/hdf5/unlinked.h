// Objects that are made first and linked when they are complete.
//
// Why: HDF5 keeps the link count of an anonymous object, zero, in memory only. Once its header is
// evicted from the metadata cache, which a few megabytes of other metadata do, it comes back with a
// count of one, or not at all: the object that is linked then is lost. So each gets a count of its
// own, which its handle gives back.
//
// Contract: R's thread. When the handle goes, an object that got a link stays, and one without goes
// and leaves nothing. Until then its count of links is one too high.
#pragma once

#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

// `object` is what H5Dcreate_anon() or H5Gcreate_anon() just gave; `what` as in check_handle().
Handle hold_unlinked(hid_t object, const char* what);

}  // namespace ch5mpy
