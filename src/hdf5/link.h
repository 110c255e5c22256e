// Links: how names are listed, made and unmade.
//
// Contract: R's thread. Names are the file's own bytes, but for `link_keys()` and for errors, which
// are spelled as hdf5/key_spelling.h says. Errors carry the fields `path` (the file's) and `name`.
// Who changes links tells the registry of objects: nothing here does.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "hdf5/api.h"
#include "hdf5/handle.h"
#include "hdf5/key_path.h"

namespace ch5mpy {

// The place of a link: the open group it is in, that group's absolute name ("" for an anonymous
// one), and the link's name in it.
struct Place {
  Handle group;
  std::string group_name;
  std::string stored;
  bool taken = false;  // a link of that name is there

  std::string name() const { return join_name(group_name, stored); }
  bool anonymous() const { return group_name.empty(); }
  Place copy() const;
};

// The place that `path` (at least one key) names from `base`. The last key is not followed. Groups
// that are missing on the way are made, and their places added to `made`; with `made` null their
// absence is `not_found`. A dataset or list on the way is `type`.
Place find_place(hid_t base, const std::string& base_name, const KeyPath& path,
                 std::vector<Place>* made = nullptr);

// Errors `exists` or `not_found` unless the place is free or taken.
void require_free(const Place& place);
void require_taken(const Place& place);

// The keys of all links of a group: in creation order where it is tracked, else by name.
std::vector<std::string> link_keys(hid_t group);

// False if there is no link of that name.
// Whether there is a link, dangling or not; cheaper than link_info() where there is none.
bool has_link(hid_t group, const std::string& stored);
bool link_info(hid_t group, const std::string& stored, H5L_info2_t* info);

// Gives an object, anonymous or not, a link at the free `place`.
void link_object(hid_t object, const Place& place);
void remove_link(const Place& place);
// Renames `from` to the free `to` in the same file.
void move_link(const Place& from, const Place& to);

// Opens an object by one hard link.
Handle open_object(hid_t group, const std::string& stored);

// An empty group without a name yet, link creation order tracked and indexed.
Handle new_group(hid_t location);

bool is_group(hid_t object);
// Whether the object has a list's mark (attribute __h5_type__ = "list").
bool is_list(hid_t object);
// `type` unless links can be below the object: a group, and no list unless `list_allowed`.
void require_container(hid_t object, const std::string& name, bool list_allowed);

// The path of the file that an object is in, fit to be shown.
std::string file_path(hid_t object);

// "'<name>' in '<path>' <what>", with the fields path and name.
Error name_error(ErrorKind kind, hid_t where, const std::string& name, const std::string& what);

}  // namespace ch5mpy
