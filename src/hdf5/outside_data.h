// Datasets whose elements lie in other files: virtual ones, and those with raw files.
//
// Contract: R's thread. Asked before elements are read or written, since HDF5 gives fill values for
// a source that it may not or cannot open, and opens raw files past our driver.
#pragma once

#include <string>

#include "hdf5/dataset.h"
#include "hdf5/location.h"

namespace ch5mpy {

// `dataset` is called `name` in the location's file. Errors: untrusted (a source that the file may
// not reach, see hdf5/link_policy.h), not_found (a source is missing), and for writing unsupported:
// no journal guards other files.
void check_outside_data(const Location& location, hid_t dataset, const std::string& name,
                        Access access);
// The same of one that is described: nothing is asked of HDF5 where its elements are its own.
void check_outside_data(const Location& location, const Dataset& dataset, const std::string& name,
                        Access access);

}  // namespace ch5mpy
