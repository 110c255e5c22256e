// Attributes of objects: names, values, and their replacement in one step.
//
// Contract: R's thread. `object` is an open identifier; `owner` its name, for errors, which carry the
// fields `path`, `name` and `attribute`. Dims are in the file's order, elements as the file has them
// (last axis fastest). Sizes that a file claims are checked against the file before memory is taken.
#pragma once

#include <string>
#include <vector>

#include "core/block.h"
#include "core/dims.h"
#include "hdf5/api.h"
#include "hdf5/dataspace.h"

namespace ch5mpy {

// In the order of their writing where HDF5 still knows it, else by name.
std::vector<std::string> attribute_names(hid_t object);

bool has_attribute(hid_t object, const std::string& name);

struct AttributeValue {
  SpaceKind space = SpaceKind::scalar;
  Dims dims;
  Block values;
  bool exact = true;  // false: a 64-bit integer that no double equals
};

// Throws `not_found`, `unsupported` for a type that R has no vector for, `corrupt`.
AttributeValue read_attribute(hid_t object, const std::string& owner, const std::string& name);

// Writes or replaces. `type` names a stored type (hdf5/type_name.h); "" is the one that fits the
// values. A value that the stored type cannot hold is `type`, and nothing is written.
void write_attribute(hid_t object, const std::string& owner, const std::string& name,
                     const AttributeValue& value, const std::string& type);

void delete_attribute(hid_t object, const std::string& owner, const std::string& name);

}  // namespace ch5mpy
