// Dimension scales: datasets that label an axis of another dataset.
//
// Contract: R's thread. What is attached to the axis before is detached.
#pragma once

#include <string>

#include "hdf5/api.h"

namespace ch5mpy {

// `axis` counts in the file's order from 0; `label` "" leaves the axis without one. A new scale is
// called "dimnames", by which HDF5Array knows it.
void attach_scale(hid_t dataset, unsigned axis, hid_t scale, const std::string& label);

}  // namespace ch5mpy
