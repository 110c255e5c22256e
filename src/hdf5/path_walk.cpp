#include "hdf5/path_walk.h"

#include <algorithm>
#include <vector>

#include "hdf5/error_stack.h"
#include "hdf5/key_spelling.h"
#include "hdf5/link.h"
#include "hdf5/property_list.h"

namespace ch5mpy {

namespace {

// As many soft links as HDF5 itself would follow in one path.
constexpr int kMaxSoftLinks = 16;

std::string soft_target(hid_t group, const std::string& stored, size_t size) {
  std::vector<char> target(size + 1, '\0');
  check_status(H5Lget_val(group, stored.c_str(), target.data(), size, H5P_DEFAULT),
               "read a soft link", ErrorKind::corrupt);
  return target.data();
}

std::string external_target(hid_t group, const std::string& stored, size_t size) {
  std::vector<char> value(size + 1, '\0');
  unsigned flags = 0;
  const char *file = nullptr, *object = nullptr;
  bool readable = H5Lget_val(group, stored.c_str(), value.data(), size, H5P_DEFAULT) >= 0 &&
                  H5Lunpack_elink_val(value.data(), size, &flags, &file, &object) >= 0;
  H5Eclear2(H5E_DEFAULT);
  if (!readable) return "a link into another file";
  return "a link to '" + printable(object) + "' in the file '" + printable(file) + "'";
}

// What a soft link says may hold empty parts and ".", which mean nothing.
KeyPath target_path(const std::string& target) {
  KeyPath path;
  path.absolute = !target.empty() && target[0] == '/';
  for (size_t from = 0; from <= target.size();) {
    size_t to = std::min(target.find('/', from), target.size());
    std::string part = target.substr(from, to - from);
    if (!part.empty() && part != ".") path.keys.push_back(part);
    from = to + 1;
  }
  return path;
}

// The way may lead through lists and end nowhere when a link stored in the file says so, but not
// when the caller does.
enum class Manner { strict, lenient };

class Walk {
 public:
  Walk(hid_t base, const std::string& base_name, int depth) : name_(base_name), depth_(depth) {
    check_status(H5Iinc_ref(base), "hold an object", ErrorKind::internal);
    object_ = Handle(base, drop_reference);
  }

  Found along(const KeyPath& path, Manner manner) {
    if (path.absolute) enter(open_object(object_.get(), "/"), "/");
    for (size_t i = 0; i < path.keys.size(); ++i) {
      Found stop;
      if (!may_enter(i == 0, manner)) return stop;
      if (step(path.keys[i], &stop)) continue;
      if (i + 1 == path.keys.size()) return stop;
      if (stop.state != Found::State::unreachable) return Found();
      throw name_error(ErrorKind::corrupt, object_.get(), stop.name, "is " + stop.why + ".");
    }
    Found found;
    found.state = Found::State::object;
    found.name = std::move(name_);
    found.object = std::move(object_);
    return found;
  }

 private:
  static herr_t drop_reference(hid_t id) { return H5Idec_ref(id) < 0 ? -1 : 0; }

  void enter(Handle object, std::string name) {
    object_ = std::move(object);
    name_ = std::move(name);
  }

  bool may_enter(bool first, Manner manner) {
    if (manner == Manner::lenient) return is_group(object_.get());
    require_container(object_.get(), name_, first);
    return true;
  }

  // One key further; false, and `stop` says why, if no object is there.
  bool step(const std::string& key, Found* stop) {
    std::string stored = key;
    H5L_info2_t info;
    if (!link_info(object_.get(), stored, &info)) {
      stored = stored_from_key(key);
      if (stored == key) return false;
      if (!is_addressable(stored)) return note_unaddressable(key, stop);
      if (!link_info(object_.get(), stored, &info)) return false;
    }
    switch (info.type) {
      case H5L_TYPE_HARD:
        return follow_hard(stored, stop);
      case H5L_TYPE_SOFT:
        return follow_soft(stored, soft_target(object_.get(), stored, info.u.val_size), stop);
      case H5L_TYPE_EXTERNAL:
        return note(stop, Found::State::external, stored,
                    external_target(object_.get(), stored, info.u.val_size));
      default:
        return note(stop, Found::State::unreachable, stored, "a link of a user-defined type");
    }
  }

  bool follow_hard(const std::string& stored, Found* stop) {
    hid_t id = H5Oopen(object_.get(), stored.c_str(), link_access());
    if (id < 0)
      return note(stop, Found::State::unreachable, stored,
                  "an object that HDF5 cannot open (" + take_error_stack() + ")");
    enter(Handle(id, H5Oclose), join_name(name_, stored));
    return true;
  }

  bool follow_soft(const std::string& stored, const std::string& target, Found* stop) {
    note(stop, Found::State::dangling, stored,
         "a soft link to '" + printable(target) + "', where nothing is");
    if (depth_ >= kMaxSoftLinks || target.empty()) return false;
    Found end = Walk(object_.get(), name_, depth_ + 1).along(target_path(target), Manner::lenient);
    if (end.state == Found::State::object) {
      enter(std::move(end.object), std::move(end.name));
      return true;
    }
    if (end.state == Found::State::external) {
      stop->state = end.state;
      stop->why = std::move(end.why);
    }
    return false;
  }

  bool note_unaddressable(const std::string& key, Found* stop) {
    std::vector<std::string> keys = link_keys(object_.get());
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) return false;
    return note(stop, Found::State::unreachable, key, "a link whose name HDF5 cannot address");
  }

  bool note(Found* stop, Found::State state, const std::string& stored, std::string why) const {
    stop->state = state;
    stop->name = join_name(name_, stored);
    stop->why = std::move(why);
    return false;
  }

  Handle object_;
  std::string name_;
  int depth_;
};

}  // namespace

Found find_object(hid_t base, const std::string& base_name, const KeyPath& path) {
  return Walk(base, base_name, 0).along(path, Manner::strict);
}

}  // namespace ch5mpy
