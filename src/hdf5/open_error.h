// The errors of opening a file, by what the system said.
#pragma once

#include <string>

#include "core/error.h"
#include "journal/os_file.h"

namespace ch5mpy {

// "The file '<path>' <what>", with the field `path`.
Error path_error(ErrorKind kind, const std::string& path, const std::string& what);

// `error` is the errno value with which opening `path` failed. Kinds: not_found, exists, mode (it
// can be read but not written), io.
[[noreturn]] void throw_open_error(const std::string& path, OpenMode mode, int error);

// The canonical path, or such an error.
std::string canonical_or_throw(const std::string& path, OpenMode mode);

}  // namespace ch5mpy
