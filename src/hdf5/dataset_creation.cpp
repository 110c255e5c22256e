#include "hdf5/dataset_creation.h"

#include <vector>

#include "core/error.h"
#include "hdf5/dataspace.h"
#include "hdf5/error_stack.h"
#include "hdf5/property_list.h"
#include "hdf5/unlinked.h"

namespace ch5mpy {

namespace {

bool is_number_class(H5T_class_t type_class) {
  return type_class == H5T_INTEGER || type_class == H5T_FLOAT || type_class == H5T_COMPOUND ||
         type_class == H5T_COMPLEX;
}

void set_chunk(hid_t properties, const Dims& chunk) {
  std::vector<hsize_t> extents(chunk.begin(), chunk.end());
  check_status(H5Pset_chunk(properties, static_cast<int>(extents.size()), extents.data()),
               "set a chunk shape", ErrorKind::argument);
}

Handle own_properties(hid_t type, const DatasetCreation& creation) {
  Handle properties = check_handle(H5Pcopy(dataset_creation()), H5Pclose, "make a property list",
                                   ErrorKind::internal);
  if (!creation.chunk.empty()) {
    set_chunk(properties.get(), creation.chunk);
    apply_compression(properties.get(), creation.compression,
                      creation.shuffle && is_number_class(H5Tget_class(type)));
  }
  if (creation.fill != nullptr) {
    check_status(H5Pset_fill_value(properties.get(), creation.fill_type, creation.fill),
                 "set a fill value", ErrorKind::type);
  }
  return properties;
}

}  // namespace

Handle create_dataset(hid_t file, hid_t type, const DatasetCreation& creation) {
  Handle own;
  if (!creation.chunk.empty() || creation.fill != nullptr) own = own_properties(type, creation);
  Handle space = make_space(creation.dims, creation.max);
  return hold_unlinked(
      H5Dcreate_anon(file, type, space.get(), own ? own.get() : dataset_creation(), H5P_DEFAULT),
      "create a dataset");
}

}  // namespace ch5mpy
