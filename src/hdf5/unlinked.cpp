#include "hdf5/unlinked.h"

#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

herr_t give_back(hid_t object) {
  herr_t count = H5Odecr_refcount(object);
  herr_t closed = H5Oclose(object);
  return count < 0 ? count : closed;
}

}  // namespace

Handle hold_unlinked(hid_t object, const char* what) {
  Handle handle = check_handle(object, H5Oclose, what);
  check_status(H5Oincr_refcount(object), what);
  return Handle(handle.release(), give_back);
}

}  // namespace ch5mpy
