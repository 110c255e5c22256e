#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

herr_t keep_innermost(unsigned, const H5E_error2_t* entry, void* data) {
  auto* text = static_cast<std::string*>(data);
  if (entry->desc != nullptr && entry->desc[0] != '\0') *text = entry->desc;
  return 0;
}

}  // namespace

std::string take_error_stack() {
  std::string text;
  // Downward: the last entry visited is the one where the failure began.
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &text);
  H5Eclear2(H5E_DEFAULT);
  return text;
}

void throw_hdf5_error(ErrorKind kind, const std::string& what) {
  std::string cause = take_error_stack();
  std::string message = "HDF5 could not " + what;
  if (!cause.empty()) message += ": " + cause;
  throw Error(kind, message + ".");
}

Handle check_handle(hid_t id, Handle::Close close, const char* what, ErrorKind kind) {
  if (id < 0) throw_hdf5_error(kind, what);
  return Handle(id, close);
}

}  // namespace ch5mpy
