// Start of the HDF5 library in this process.
//
// Contract: `start_library()` is called once, on R's thread, before any other call into HDF5. It
// silences HDF5's own error printing, has the limit of a file's size be an error of writing, registers hdf5lib's filters and refuses plugins from the
// environment.
#pragma once

#include <string>

namespace ch5mpy {

void start_library();
std::string library_version();

}  // namespace ch5mpy
