// New datasets, anonymous until somebody links them.
//
// Contract: R's thread. Dims are in the file's order. The result belongs to the caller; dropped
// without a link it leaves nothing in the file.
#pragma once

#include <optional>

#include "core/dims.h"
#include "hdf5/api.h"
#include "hdf5/compression.h"
#include "hdf5/handle.h"

namespace ch5mpy {

struct DatasetCreation {
  Dims dims;
  Dims max;    // kUnlimited where there is no bound; empty: as dims
  Dims chunk;  // empty: contiguous
  Compression compression;
  bool shuffle = true;         // bytes of numbers, before they are compressed
  const void* fill = nullptr;  // one element of `fill_type`; null: HDF5's zero
  hid_t fill_type = H5I_INVALID_HID;
};

Handle create_dataset(hid_t file, hid_t type, const DatasetCreation& creation);

}  // namespace ch5mpy
