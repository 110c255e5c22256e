// Finding an object that lost the name it was known by.
#pragma once

#include <string>

#include "hdf5/api.h"

namespace ch5mpy {

// An absolute name under which the file's groups reach the object by hard links; "" when none
// does. Walks the file (iteratively, each group once): for the rare case only.
std::string find_name(hid_t file, const H5O_token_t& token);

bool same_token(const H5O_token_t& a, const H5O_token_t& b);

}  // namespace ch5mpy
