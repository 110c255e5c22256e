#include "hdf5/mark.h"

#include "hdf5/handle.h"

namespace ch5mpy {

namespace {

constexpr size_t kLongestMark = 256;

bool read_variable(hid_t attribute, hid_t type, std::string* value) {
  char* text = nullptr;
  Handle memory(H5Tcopy(type), H5Tclose);
  if (H5Aread(attribute, memory.get(), &text) < 0 || text == nullptr) return false;
  value->assign(text);
  H5free_memory(text);
  return value->size() <= kLongestMark;
}

bool read_fixed(hid_t attribute, hid_t type, std::string* value) {
  size_t size = H5Tget_size(type);
  if (size == 0 || size > kLongestMark) return false;
  char text[kLongestMark + 1] = {0};
  if (H5Aread(attribute, type, text) < 0) return false;
  value->assign(text);
  return true;
}

}  // namespace

bool read_mark(hid_t object, const char* name, std::string* value) {
  if (H5Aexists(object, name) <= 0) return false;
  Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
  Handle type(attribute ? H5Aget_type(attribute.get()) : -1, H5Tclose);
  Handle space(attribute ? H5Aget_space(attribute.get()) : -1, H5Sclose);
  bool single = type && space && H5Tget_class(type.get()) == H5T_STRING &&
                H5Sget_simple_extent_npoints(space.get()) == 1;
  bool read = single && (H5Tis_variable_str(type.get()) > 0
                             ? read_variable(attribute.get(), type.get(), value)
                             : read_fixed(attribute.get(), type.get(), value));
  H5Eclear2(H5E_DEFAULT);
  return read;
}

}  // namespace ch5mpy
