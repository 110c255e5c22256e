#include "hdf5/property_list.h"

#include "hdf5/error_stack.h"
#include "hdf5/file_driver.h"

namespace ch5mpy {

namespace {

// Called before HDF5 opens the file of an external link.
herr_t refuse_external_link(const char*, const char*, const char*, const char*, unsigned*, hid_t,
                            void*) {
  return -1;
}

hid_t make(hid_t cls) {
  return check_status(H5Pcreate(cls), "make a property list", ErrorKind::internal);
}

void set(herr_t status) { check_status(status, "set a property", ErrorKind::internal); }

hid_t make_link_access() {
  hid_t list = make(H5P_LINK_ACCESS);
  set(H5Pset_elink_cb(list, refuse_external_link, nullptr));
  return list;
}

hid_t make_link_creation() {
  hid_t list = make(H5P_LINK_CREATE);
  set(H5Pset_char_encoding(list, H5T_CSET_UTF8));
  return list;
}

hid_t make_group_creation() {
  hid_t list = make(H5P_GROUP_CREATE);
  set(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
  return list;
}

hid_t make_dataset_creation() {
  hid_t list = make(H5P_DATASET_CREATE);
  set(H5Pset_obj_track_times(list, false));
  return list;
}

hid_t make_file_creation() {
  hid_t list = make(H5P_FILE_CREATE);
  set(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
  // HDF5's own persistent free space stays off: when a process died past a flush, HDF5 1.10 cuts such
  // a file to the end it had before and loses data. See hdf5/free_space.h.
  return list;
}

}  // namespace

hid_t link_access() {
  static const hid_t list = make_link_access();
  return list;
}

hid_t link_creation() {
  static const hid_t list = make_link_creation();
  return list;
}

hid_t group_creation() {
  static const hid_t list = make_group_creation();
  return list;
}

hid_t dataset_creation() {
  static const hid_t list = make_dataset_creation();
  return list;
}

hid_t file_creation() {
  static const hid_t list = make_file_creation();
  return list;
}

Handle file_access(bool writable) {
  Handle list(make(H5P_FILE_ACCESS), H5Pclose);
  use_file_driver(list.get());
  set(H5Pset_fclose_degree(list.get(), H5F_CLOSE_STRONG));
  set(H5Pset_file_locking(list.get(), false, true));
  // Neither chunks nor pieces of contiguous data wait in HDF5: bytes are read beside it.
  set(H5Pset_cache(list.get(), 0, 0, 0, 0));
  set(H5Pset_sieve_buf_size(list.get(), 0));
  // What we write must be readable by HDF5 1.10; what others wrote may be newer.
  if (writable) set(H5Pset_libver_bounds(list.get(), H5F_LIBVER_V18, H5F_LIBVER_V110));
  return list;
}

}  // namespace ch5mpy
