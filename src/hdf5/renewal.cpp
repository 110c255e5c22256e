#include "hdf5/renewal.h"

#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "hdf5/attribute.h"
#include "hdf5/error_stack.h"
#include "hdf5/link_change.h"
#include "hdf5/stage.h"

namespace ch5mpy {

namespace {

bool names_its_owner(const std::string& attribute) {
  return attribute == "DIMENSION_LIST" || attribute == "REFERENCE_LIST";
}

void copy_attribute(hid_t from, hid_t to, const std::string& name) {
  Handle source =
      check_handle(H5Aopen(from, name.c_str(), H5P_DEFAULT), H5Aclose, "open an attribute");
  Handle type = check_handle(H5Aget_type(source.get()), H5Tclose, "open an attribute's type");
  Handle space = check_handle(H5Aget_space(source.get()), H5Sclose, "open an attribute's shape");
  Handle target =
      check_handle(H5Acreate2(to, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
                   H5Aclose, "create an attribute");
  hssize_t count = H5Sget_simple_extent_npoints(space.get());
  if (count <= 0) return;
  std::vector<unsigned char> bytes(static_cast<std::size_t>(checked_mul(
      count, static_cast<std::int64_t>(H5Tget_size(type.get())), "bytes of an attribute")));
  check_status(H5Aread(source.get(), type.get(), bytes.data()), "read an attribute",
               ErrorKind::corrupt);
  herr_t written = H5Awrite(target.get(), type.get(), bytes.data());
  // strings of variable length were allocated by the reading
  H5Treclaim(type.get(), space.get(), H5P_DEFAULT, bytes.data());
  check_status(written, "write an attribute");
}

KeyPath child_of_stage(const std::string& key) {
  KeyPath path;
  path.keys.push_back(key);
  return path;
}

}  // namespace

void renew_dataset(const Location& stage, const std::string& key, const Location& old) {
  Place source = find_place(stage.id(), "", child_of_stage(key));
  require_taken(source);
  Handle fresh = open_object(source.group.get(), source.stored);
  for (const std::string& name : attribute_names(old.id())) {
    if (!names_its_owner(name) && !has_attribute(fresh.get(), name))
      copy_attribute(old.id(), fresh.get(), name);
  }
  {
    LinkChange change(old);
    Place place = change.place(old, parse_key_path(old.name()));
    change.set_aside(&place, LinkChange::Fate::renewed);
    change.link(fresh.get(), place);
    change.commit();
  }
  remove_link(source);
  discard_stage(stage.file(), stage.object());
}

}  // namespace ch5mpy
