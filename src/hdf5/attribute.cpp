#include "hdf5/attribute.h"

#include <algorithm>

#include "hdf5/attribute_error.h"
#include "hdf5/error_stack.h"
#include "hdf5/link.h"

namespace ch5mpy {

namespace {

// More than these are kept in a B-tree, whose native order says nothing.
constexpr std::size_t kMaxCompact = 8;

herr_t collect_name(hid_t, const char* name, const H5A_info_t*, void* data) {
  try {
    static_cast<std::vector<std::string>*>(data)->push_back(name);
    return 0;
  } catch (...) {
    return -1;
  }
}

}  // namespace

std::vector<std::string> attribute_names(hid_t object) {
  std::vector<std::string> names;
  hsize_t at = 0;
  if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, &at, collect_name, &names) < 0) {
    std::string cause = take_error_stack();
    throw name_error(ErrorKind::corrupt, object, "",
                     "holds an object whose attributes cannot be listed (" + cause + ").");
  }
  if (names.size() > kMaxCompact) std::sort(names.begin(), names.end());
  return names;
}

bool has_attribute(hid_t object, const std::string& name) {
  return check_status(H5Aexists(object, name.c_str()), "look for an attribute",
                      ErrorKind::corrupt) > 0;
}

void delete_attribute(hid_t object, const std::string& owner, const std::string& name) {
  if (!has_attribute(object, name))
    throw attribute_error(ErrorKind::not_found, object, owner, name, "does not exist.");
  if (H5Adelete(object, name.c_str()) >= 0) return;
  std::string cause = take_error_stack();
  throw attribute_error(ErrorKind::io, object, owner, name,
                        "could not be deleted (" + cause + ").");
}

}  // namespace ch5mpy
