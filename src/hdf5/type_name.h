// Stored types by name: what `type =` may say, made into HDF5 types.
//
// Contract: R's thread. Names are R's ("double", "integer", "logical", "character", "complex",
// "raw") or stored ones ("bool", "int8" ... "uint64", "float16", "float32", "float64", "complex64",
// "complex128", "str", "S10"). Any other name: Error of kind argument.
#pragma once

#include <cstddef>
#include <string>

#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

// Little endian, as other programs expect it. "logical" is h5py's bool with a third member NA.
Handle stored_type_named(const std::string& name);

// Whether the name is one of R's own "raw", which needs a mark on its dataset.
bool names_raw(const std::string& name);

// Variable-length UTF-8, and fixed-length null-padded text of `size` bytes.
Handle variable_text_type();
Handle fixed_text_type(std::size_t size, bool utf8);

}  // namespace ch5mpy
