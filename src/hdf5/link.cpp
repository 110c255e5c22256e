#include "hdf5/link.h"

#include "hdf5/error_stack.h"
#include "hdf5/key_spelling.h"
#include "hdf5/mark.h"
#include "hdf5/path_walk.h"
#include "hdf5/property_list.h"
#include "hdf5/unlinked.h"

namespace ch5mpy {

namespace {

herr_t collect_key(hid_t, const char* name, const H5L_info2_t*, void* data) {
  try {
    static_cast<std::vector<std::string>*>(data)->push_back(key_from_stored(name));
    return 0;
  } catch (...) {
    return -1;
  }
}

bool tracks_creation_order(hid_t group) {
  Handle list(H5Gget_create_plist(group), H5Pclose);
  unsigned flags = 0;
  bool tracked = list && H5Pget_link_creation_order(list.get(), &flags) >= 0 &&
                 (flags & H5P_CRT_ORDER_TRACKED) != 0;
  H5Eclear2(H5E_DEFAULT);
  return tracked;
}

// The group that holds the last key of `path`, creating what is missing of it.
Found parent_of(hid_t base, const std::string& base_name, const KeyPath& path,
                std::vector<Place>* made) {
  KeyPath above = path;
  above.keys.pop_back();
  Found found = find_object(base, base_name, above);
  if (found.state == Found::State::object) return found;
  std::string name = join_name(base_name, above);
  if (found.state != Found::State::absent)
    throw name_error(ErrorKind::type, base, name, "is " + found.why + ", not a group.");
  if (made == nullptr)
    throw name_error(ErrorKind::not_found, base, name, "does not exist.");
  Place place = find_place(base, base_name, above, made);
  Handle group = new_group(place.group.get());
  link_object(group.get(), place);
  made->push_back(place.copy());
  found.state = Found::State::object;
  found.object = std::move(group);
  found.name = place.name();
  return found;
}

// As `path_walk` does: a key is first taken literally.
void settle_spelling(Place* place) {
  place->taken = has_link(place->group.get(), place->stored);
  if (place->taken) return;
  std::string decoded = stored_from_key(place->stored);
  if (decoded == place->stored || !is_addressable(decoded) ||
      !has_link(place->group.get(), decoded))
    return;
  place->stored = decoded;
  place->taken = true;
}

[[noreturn]] void throw_link_error(const Place& place, const std::string& what) {
  std::string cause = take_error_stack();
  throw name_error(ErrorKind::io, place.group.get(), place.name(), what + " (" + cause + ").");
}

}  // namespace

Place Place::copy() const {
  H5Iinc_ref(group.get());
  Place place;
  place.group = Handle(group.get(), H5Oclose);
  place.group_name = group_name;
  place.stored = stored;
  place.taken = taken;
  return place;
}

Place find_place(hid_t base, const std::string& base_name, const KeyPath& path,
                 std::vector<Place>* made) {
  if (path.keys.empty())
    throw name_error(ErrorKind::argument, base, join_name(base_name, path),
                     "is the object itself; give a name below it.");
  Found group = parent_of(base, base_name, path, made);
  require_container(group.object.get(), group.name, path.keys.size() == 1 && !path.absolute);
  Place place;
  place.group_name = std::move(group.name);
  place.group = std::move(group.object);
  place.stored = path.keys.back();
  settle_spelling(&place);
  return place;
}

void require_free(const Place& place) {
  if (place.taken)
    throw name_error(ErrorKind::exists, place.group.get(), place.name(),
                     "exists already; delete it first, or use another name.");
}

void require_taken(const Place& place) {
  if (!place.taken)
    throw name_error(ErrorKind::not_found, place.group.get(), place.name(), "does not exist.");
}

std::vector<std::string> link_keys(hid_t group) {
  std::vector<std::string> keys;
  H5_index_t index = tracks_creation_order(group) ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
  hsize_t at = 0;
  if (H5Literate2(group, index, H5_ITER_INC, &at, collect_key, &keys) < 0) {
    std::string cause = take_error_stack();
    throw name_error(ErrorKind::corrupt, group, "",
                     "holds a group whose links cannot be read (" + cause + ").");
  }
  return keys;
}

bool has_link(hid_t group, const std::string& stored) {
  htri_t there = H5Lexists(group, stored.c_str(), link_access());
  if (there < 0) H5Eclear2(H5E_DEFAULT);
  return there > 0;
}

bool link_info(hid_t group, const std::string& stored, H5L_info2_t* info) {
  if (H5Lget_info2(group, stored.c_str(), info, link_access()) >= 0) return true;
  H5Eclear2(H5E_DEFAULT);
  return false;
}

void link_object(hid_t object, const Place& place) {
  if (H5Olink(object, place.group.get(), place.stored.c_str(), link_creation(), link_access()) < 0)
    throw_link_error(place, "could not be linked");
}

void remove_link(const Place& place) {
  if (H5Ldelete(place.group.get(), place.stored.c_str(), link_access()) < 0)
    throw_link_error(place, "could not be deleted");
}

void move_link(const Place& from, const Place& to) {
  if (H5Lmove(from.group.get(), from.stored.c_str(), to.group.get(), to.stored.c_str(),
              link_creation(), link_access()) < 0)
    throw_link_error(from, "could not be renamed to '" + printable(to.name()) + "'");
}

Handle open_object(hid_t group, const std::string& stored) {
  hid_t id = H5Oopen(group, stored.c_str(), link_access());
  if (id < 0) {
    std::string cause = take_error_stack();
    throw name_error(ErrorKind::corrupt, group, stored, "cannot be opened (" + cause + ").");
  }
  return Handle(id, H5Oclose);
}

Handle new_group(hid_t location) {
  return hold_unlinked(H5Gcreate_anon(location, group_creation(), H5P_DEFAULT), "create a group");
}

bool is_group(hid_t object) { return H5Iget_type(object) == H5I_GROUP; }

bool is_list(hid_t object) {
  std::string mark;
  return read_mark(object, kTypeMark, &mark) && mark == "list";
}

void require_container(hid_t object, const std::string& name, bool list_allowed) {
  if (!is_group(object))
    throw name_error(ErrorKind::type, object, name,
                     "is not a group, so that nothing can be below it.");
  if (!list_allowed && is_list(object))
    throw name_error(ErrorKind::type, object, name,
                     "is a list, and a path cannot lead through a list; take the list first, then "
                     "its element.");
}

std::string file_path(hid_t object) {
  ssize_t size = H5Fget_name(object, nullptr, 0);
  std::string path(size > 0 ? static_cast<size_t>(size) : 0, '\0');
  if (size > 0) H5Fget_name(object, &path[0], path.size() + 1);
  H5Eclear2(H5E_DEFAULT);
  return printable(path);
}

Error name_error(ErrorKind kind, hid_t where, const std::string& name, const std::string& what) {
  std::string path = file_path(where);
  std::string subject = name.empty() ? "'" + path + "' " : "'" + printable(name) + "' in '" + path + "' ";
  return Error(kind, subject + what).with("path", path).with("name", printable(name));
}

}  // namespace ch5mpy
