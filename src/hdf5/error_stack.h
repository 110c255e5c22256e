// HDF5's error stack, turned into `Error`. The only place that reads the stack.
//
// Contract: R's thread only (or under the library's lock). The `check_*` functions return their
// argument when HDF5 succeeded and throw `Error` otherwise; the stack is cleared in both cases.
#pragma once

#include <string>

#include "core/error.h"
#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

// The innermost (most telling) description on the current stack, and clears the stack.
std::string take_error_stack();

// `what` completes "HDF5 could not ...". `kind` is the kind to throw.
[[noreturn]] void throw_hdf5_error(ErrorKind kind, const std::string& what);

// For calls that return hid_t: wraps the identifier with its closer.
Handle check_handle(hid_t id, Handle::Close close, const char* what,
                    ErrorKind kind = ErrorKind::io);

// For calls that return herr_t, htri_t or ssize_t: negative is failure.
template <typename T>
T check_status(T status, const char* what, ErrorKind kind = ErrorKind::io) {
  if (status < 0) throw_hdf5_error(kind, what);
  return status;
}

}  // namespace ch5mpy
