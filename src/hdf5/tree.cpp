#include "hdf5/tree.h"

#include <algorithm>

#include "hdf5/error_stack.h"
#include "hdf5/group_depth.h"
#include "hdf5/key_spelling.h"
#include "hdf5/link.h"
#include "hdf5/link_change.h"
#include "hdf5/property_list.h"
#include "hdf5/text_release.h"

namespace ch5mpy {

namespace {

H5O_info2_t object_info(hid_t object) {
  H5O_info2_t info;
  check_status(H5Oget_info3(object, &info, H5O_INFO_BASIC), "examine an object",
               ErrorKind::corrupt);
  return info;
}

bool same_object(hid_t a, hid_t b) {
  H5O_info2_t x = object_info(a), y = object_info(b);
  int order = 1;
  check_status(H5Otoken_cmp(a, &x.token, &y.token, &order), "compare objects");
  return order == 0;
}

// Whether `object` is the group called `name` or one above it: by token, since a group may be
// reached under several names.
bool is_at_or_above(hid_t object, const std::string& name) {
  for (std::string at = name;; at = parent_name(at)) {
    if (same_object(object, open_object(object, at).get())) return true;
    if (at == "/") return false;
  }
}

void refuse_into_itself(hid_t object, const std::string& name, const Place& to) {
  if (to.anonymous() || !is_group(object) || !is_at_or_above(object, to.group_name)) return;
  throw name_error(ErrorKind::argument, object, name,
                   "cannot be put into itself, at '" + printable(to.name()) + "'.");
}

Place place_of_child(const Location& list, std::uint64_t i) {
  KeyPath path;
  path.keys.push_back(std::to_string(i));
  return find_place(list.id(), list.name(), path);
}

std::uint64_t link_count(hid_t group) {
  H5G_info_t info;
  check_status(H5Gget_info(group, &info), "count a group's links", ErrorKind::corrupt);
  return info.nlinks;
}

}  // namespace

Found find_below(const Location& location, const KeyPath& path) {
  return find_object(location.id(), location.name(), path);
}

bool exists_below(const Location& location, const KeyPath& path) {
  if (path.keys.size() == 1 && !path.absolute && is_group(location.id())) {
    const std::string& key = path.keys.front();
    if (has_link(location.id(), key)) return true;
    if (stored_from_key(key) == key) return false;
  }
  return find_below(location, path).state != Found::State::absent;
}

Found find_above(const Location& location) {
  Found above;
  std::string name = location.name();
  if (name == "/" || name.empty()) return above;
  above.name = parent_name(name);
  above.object = open_object(location.file_id(), above.name);
  above.state = Found::State::object;
  return above;
}

Found require_below(const Location& location, const KeyPath& path) {
  Found found = find_below(location, path);
  if (found.state == Found::State::object) return found;
  throw name_error(ErrorKind::not_found, location.id(), join_name(location.name(), path),
                   found.state == Found::State::absent ? "does not exist."
                                                       : "is " + found.why + ".");
}

bool same_object(const Location& a, const Location& b) {
  return &a.file() == &b.file() && same_object(a.id(), b.id());
}

void require_target(const Location& location, const KeyPath& path, bool replace) {
  bool base_itself = path.keys.size() == 1 && !path.absolute;
  if (base_itself) {
    Place place = find_place(location.id(), location.name(), path);
    if (!replace) require_free(place);
    return;
  }
  KeyPath above = path;
  if (!above.keys.empty()) above.keys.pop_back();
  Found parent = find_below(location, above);
  if (parent.state == Found::State::object && !path.keys.empty())
    require_container(parent.object.get(), parent.name, false);
  if (parent.state == Found::State::absent) return require_target(location, above, true);
  Place place = find_place(location.id(), location.name(), path);
  if (!replace) require_free(place);
}

void put_object(const Location& location, const KeyPath& path, hid_t object, bool replace) {
  LinkChange change(location);
  Place place = change.place(location, path);
  if (!replace) require_free(place);
  if (place.taken) change.set_aside(&place, LinkChange::Fate::replaced);
  change.link(object, place);
  change.commit();
}

void delete_object(const Location& location, const KeyPath& path) {
  Place place = find_place(location.id(), location.name(), path);
  require_taken(place);
  require_removable(place);
  if (!place.anonymous()) location.objects().before_unlink(place.name());
  release_text(place);
  remove_link(place);
  location.file().mark_dirty();
  if (!place.anonymous()) location.objects().deleted(place.name());
}

void move_object(const Location& from_base, const KeyPath& from, const Location& to_base,
                 const KeyPath& to) {
  Place source = find_place(from_base.id(), from_base.name(), from);
  require_taken(source);
  if (&from_base.file() != &to_base.file())
    throw name_error(ErrorKind::argument, source.group.get(), source.name(),
                     "cannot be moved into another file ('" + to_base.path() +
                         "'); copy it there with h5_copy(), then delete it here.");
  LinkChange change(to_base);
  Place target = change.place(to_base, to);
  if (target.name() == source.name() && !target.anonymous()) return;
  require_free(target);
  H5L_info2_t info;
  if (link_info(source.group.get(), source.stored, &info) && info.type == H5L_TYPE_HARD) {
    Handle object = open_object(source.group.get(), source.stored);
    refuse_into_itself(object.get(), source.name(), target);
  }
  change.rename(source, target);
  change.commit();
}

void copy_object(const Location& from_base, const KeyPath& from, const Location& to_base,
                 const KeyPath& to) {
  Found source = find_below(from_base, from);
  std::string name = join_name(from_base.name(), from);
  if (source.state == Found::State::absent)
    throw name_error(ErrorKind::not_found, from_base.id(), name, "does not exist.");
  if (source.state != Found::State::object)
    throw name_error(ErrorKind::unsupported, from_base.id(), name,
                     "is " + source.why + ", and cannot be copied.");
  require_shallow(source.object.get(), source.name, "copied");
  LinkChange change(to_base);
  Place target = change.place(to_base, to);
  require_free(target);
  if (&from_base.file() == &to_base.file())
    refuse_into_itself(source.object.get(), source.name, target);
  if (H5Ocopy(source.object.get(), ".", target.group.get(), target.stored.c_str(), H5P_DEFAULT,
              link_creation()) < 0) {
    std::string cause = take_error_stack();
    throw name_error(ErrorKind::io, source.object.get(), source.name,
                     "could not be copied to '" + printable(target.name()) + "' in '" +
                         to_base.path() + "' (" + cause + ").");
  }
  change.commit();
}

void renumber_list(const Location& list, const std::vector<std::uint64_t>& removed) {
  std::uint64_t count = link_count(list.id());
  if (removed.empty()) return;
  if (removed.back() >= count || !std::is_sorted(removed.begin(), removed.end()))
    throw name_error(ErrorKind::subscript, list.id(), list.name(),
                     "has " + std::to_string(count) + " elements; there is no number " +
                         std::to_string(removed.back() + 1) + ".");
  LinkChange change(list);
  for (std::uint64_t i : removed) {
    Place place = place_of_child(list, i);
    require_taken(place);
    change.set_aside(&place, LinkChange::Fate::renumbered);
  }
  std::uint64_t to = removed.front();
  for (std::uint64_t i = to; i < count; ++i) {
    if (std::binary_search(removed.begin(), removed.end(), i)) continue;
    Place source = place_of_child(list, i);
    if (!source.taken) continue;
    Place target = source.copy();
    target.stored = std::to_string(to++);
    change.renumber(source, target);
  }
  change.commit();
  if (!list.anonymous()) list.objects().renumbered(list.name(), removed);
}

}  // namespace ch5mpy
