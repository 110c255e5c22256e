// Marks: the string attributes by which a group or dataset says what it stands for.
//
// Contract: R's thread. A mark that is no single string, or is longer than any mark of ours, reads
// as absent: nothing a file claims can make these throw or allocate much.
#pragma once

#include <string>

#include "hdf5/api.h"

namespace ch5mpy {

constexpr const char* kTypeMark = "__h5_type__";

// The mark `name` of an open object; false if it has none.
bool read_mark(hid_t object, const char* name, std::string* value);

}  // namespace ch5mpy
