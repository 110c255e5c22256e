#include "hdf5/text_release.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.h"
#include "hdf5/dataset.h"
#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

// Elements that are overwritten at once.
constexpr std::int64_t kAtOnce = 1 << 16;

bool is_last_link(hid_t object) {
  H5O_info2_t info;
  check_status(H5Oget_info3(object, &info, H5O_INFO_BASIC), "examine an object");
  return info.rc == 1;
}

// Boxes of about kAtOnce elements: all of the last axes, part of one, single ones of the first.
Dims box_shape(const Dims& dims) {
  Dims box(dims.size(), 1);
  std::int64_t room = kAtOnce;
  for (std::size_t a = dims.size(); a-- > 0 && room > 1;) {
    box[a] = std::max<std::int64_t>(1, std::min(dims[a], room));
    room /= box[a];
  }
  return box;
}

// The next box in the file's order; false after the last.
bool advance(Dims& start, const Dims& box, const Dims& dims) {
  for (std::size_t a = dims.size(); a-- > 0;) {
    start[a] += box[a];
    if (start[a] < dims[a]) return true;
    start[a] = 0;
  }
  return false;
}

void release_dataset(hid_t object) {
  if (H5Dget_storage_size(object) == 0) return;
  Dataset dataset(object);
  const Dims& dims = dataset.shape().dims;
  if (dataset.type().native != Native::text_variable || !dataset.type().readable()) return;
  if (dataset.shape().kind == SpaceKind::null || element_count(dims) == 0) return;
  Dims box = box_shape(dims), start(dims.size(), 0), count(dims.size());
  std::vector<const char*> nothing(static_cast<std::size_t>(element_count(box)), nullptr);
  do {
    for (std::size_t a = 0; a < dims.size(); ++a) count[a] = std::min(box[a], dims[a] - start[a]);
    dataset.write_box(start, count, nothing.data());
  } while (advance(start, box, dims));
}

// Whether the link is a hard one, and its object's last; then opens the object.
bool open_last(hid_t group, const std::string& stored, Handle& object) {
  H5L_info2_t info;
  if (!link_info(group, stored, &info) || info.type != H5L_TYPE_HARD) return false;
  object = open_object(group, stored);
  return is_last_link(object.get());
}

// A dataset is done at once, a group later: so few objects are open at a time.
void release_or_keep(Handle object, std::vector<Handle>& groups) {
  H5I_type_t kind = H5Iget_type(object.get());
  if (kind == H5I_DATASET) release_dataset(object.get());
  if (kind == H5I_GROUP) groups.push_back(std::move(object));
}

}  // namespace

void release_text(const Place& place) {
  try {
    std::vector<Handle> groups;
    Handle object;
    if (!open_last(place.group.get(), place.stored, object)) return;
    release_or_keep(std::move(object), groups);
    while (!groups.empty()) {
      Handle group = std::move(groups.back());
      groups.pop_back();
      for (const std::string& key : link_keys(group.get())) {
        Handle child;
        if (open_last(group.get(), key, child)) release_or_keep(std::move(child), groups);
      }
    }
  } catch (const Error&) {
    H5Eclear2(H5E_DEFAULT);
  }
}

}  // namespace ch5mpy
