// Errors about an attribute.
#pragma once

#include <string>

#include "core/error.h"
#include "hdf5/api.h"

namespace ch5mpy {

// "The attribute '<name>' of '<owner>' in '<path>' <what>", with the fields path, name, attribute.
Error attribute_error(ErrorKind kind, hid_t object, const std::string& owner,
                      const std::string& name, const std::string& what);

}  // namespace ch5mpy
