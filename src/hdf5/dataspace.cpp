#include "hdf5/dataspace.h"

#include <limits>
#include <vector>

#include "core/error.h"
#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

std::vector<hsize_t> to_hsize(const Dims& dims) {
  std::vector<hsize_t> result;
  for (std::int64_t extent : dims) {
    result.push_back(extent == kUnlimited ? H5S_UNLIMITED : static_cast<hsize_t>(extent));
  }
  return result;
}

Dims from_hsize(const std::vector<hsize_t>& extents) {
  constexpr auto kMax = static_cast<hsize_t>(std::numeric_limits<std::int64_t>::max());
  Dims result;
  for (hsize_t extent : extents) {
    if (extent == H5S_UNLIMITED) {
      result.push_back(kUnlimited);
    } else if (extent > kMax) {
      throw Error(ErrorKind::corrupt, "A dataset claims an extent of " + std::to_string(extent) +
                                          "; the file is damaged.");
    } else {
      result.push_back(static_cast<std::int64_t>(extent));
    }
  }
  return result;
}

}  // namespace

Shape read_shape(hid_t space) {
  Shape shape;
  switch (H5Sget_simple_extent_type(space)) {
    case H5S_NULL:
      shape.kind = SpaceKind::null;
      return shape;
    case H5S_SCALAR:
      return shape;
    case H5S_SIMPLE:
      break;
    default:
      throw_hdf5_error(ErrorKind::corrupt, "read a dataset's shape");
  }
  shape.kind = SpaceKind::simple;
  int rank =
      check_status(H5Sget_simple_extent_ndims(space), "read a dataset's rank", ErrorKind::corrupt);
  std::vector<hsize_t> dims(static_cast<std::size_t>(rank)), max(dims.size());
  check_status(H5Sget_simple_extent_dims(space, dims.data(), max.data()), "read a dataset's shape",
               ErrorKind::corrupt);
  shape.dims = from_hsize(dims);
  shape.max = from_hsize(max);
  return shape;
}

Handle make_space(const Dims& dims, const Dims& max) {
  if (dims.empty()) {
    return check_handle(H5Screate(H5S_SCALAR), H5Sclose, "make a scalar space",
                        ErrorKind::internal);
  }
  std::vector<hsize_t> extents = to_hsize(dims);
  std::vector<hsize_t> bounds = to_hsize(max);
  return check_handle(H5Screate_simple(static_cast<int>(dims.size()), extents.data(),
                                       max.empty() ? nullptr : bounds.data()),
                      H5Sclose, "make an array's shape", ErrorKind::argument);
}

void select_box(hid_t space, const Dims& start, const Dims& count) {
  if (start.empty()) return;
  std::vector<hsize_t> first = to_hsize(start);
  std::vector<hsize_t> extent = to_hsize(count);
  check_status(
      H5Sselect_hyperslab(space, H5S_SELECT_SET, first.data(), nullptr, extent.data(), nullptr),
      "select a part of a dataset", ErrorKind::internal);
}

}  // namespace ch5mpy
