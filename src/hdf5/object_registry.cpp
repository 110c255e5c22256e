#include "hdf5/object_registry.h"

#include <algorithm>

#include "hdf5/error_stack.h"
#include "hdf5/key_path.h"
#include "hdf5/link_search.h"
#include "hdf5/property_list.h"

namespace ch5mpy {

namespace {

// By id, of the whole session: a byte each, so that a dead id is known as dead for good.
std::vector<Fate>& fates() {
  static std::vector<Fate> all{Fate::unknown};
  return all;
}

ObjectId next_id() {
  fates().push_back(Fate::alive);
  return fates().size() - 1;
}

H5O_info2_t info_of(hid_t object) {
  H5O_info2_t info;
  check_status(H5Oget_info3(object, &info, H5O_INFO_BASIC), "describe an object",
               ErrorKind::corrupt);
  return info;
}

bool still_linked(hid_t object) {
  H5O_info2_t info;
  if (H5Oget_info3(object, &info, H5O_INFO_BASIC) >= 0) return info.rc > 0;
  H5Eclear2(H5E_DEFAULT);
  return false;
}

}  // namespace

Fate ObjectRegistry::fate(ObjectId id) {
  return id < fates().size() ? fates()[id] : Fate::unknown;
}

ObjectRegistry::Entry* ObjectRegistry::find(ObjectId id) {
  auto it = entries_.find(id);
  return it == entries_.end() ? nullptr : &it->second;
}

ObjectRegistry::Entry& ObjectRegistry::insert(const std::string& name, const H5O_token_t& token) {
  ObjectId id = next_id();
  Entry& entry = entries_[id];
  entry.id = id;
  entry.name = name;
  entry.token = token;
  entry.has_token = true;
  entry.epoch = epoch_;
  return entry;
}

ObjectId ObjectRegistry::add(const std::string& name, Handle object) {
  H5O_token_t token = info_of(object.get()).token;
  auto open = std::make_shared<OpenObject>(std::move(object));
  std::vector<ObjectId> known;
  for (auto range = names_.equal_range(name); range.first != range.second; ++range.first) {
    known.push_back(range.first->second);
  }
  for (ObjectId id : known) {
    Entry* entry = find(id);
    if (!entry->has_token) {
      entry->token = token;
      entry->has_token = true;
      entry->epoch = epoch_;
    }
    if (!validate(*entry) || entry->name != name) continue;
    if (same_token(entry->token, token)) {
      entry->epoch = epoch_;
      if (!entry->open) keep_open(*entry, std::move(open));
      return id;
    }
    die(id, Fate::replaced);
  }
  Entry& entry = insert(name, token);
  names_.emplace(name, entry.id);
  ObjectId id = entry.id;
  keep_open(entry, std::move(open));
  return id;
}

ObjectId ObjectRegistry::add_anonymous(Handle object) {
  Entry& entry = insert("", info_of(object.get()).token);
  entry.anonymous = true;
  entry.open = std::make_shared<OpenObject>(std::move(object));
  return entry.id;
}

void ObjectRegistry::release(ObjectId id) {
  Entry* entry = find(id);
  if (entry != nullptr && entry->anonymous) die(id, Fate::deleted);
}

void ObjectRegistry::keep_open(Entry& entry, std::shared_ptr<OpenObject> object) {
  recent_.push_front(entry.id);
  entry.recent = recent_.begin();
  entry.held = object;
  entry.open = std::move(object);
  evict();
}

void ObjectRegistry::drop_open(Entry& entry) {
  if (!entry.open) return;
  if (!entry.anonymous) recent_.erase(entry.recent);
  entry.open.reset();
}

void ObjectRegistry::evict() {
  while (!pinned_ && recent_.size() > kOpenObjects) drop_open(*find(recent_.back()));
}

std::shared_ptr<OpenObject> ObjectRegistry::open(ObjectId id) {
  Entry* entry = find(id);
  if (entry == nullptr || !open_entry(*entry)) return nullptr;
  if (!entry->anonymous && entry->recent != recent_.begin()) {
    recent_.splice(recent_.begin(), recent_, entry->recent);
  }
  return entry->open;
}

bool ObjectRegistry::open_entry(Entry& entry) {
  if (!entry.open && !entry.anonymous) {
    if (auto held = entry.held.lock()) {
      keep_open(entry, std::move(held));
    } else {
      return entry.nameless ? find_again(entry, entry.loss) : open_named(entry);
    }
  }
  return validate(entry);
}

bool ObjectRegistry::open_named(Entry& entry) {
  Handle object(H5Oopen(file_, entry.name.c_str(), link_access()), H5Oclose);
  if (!object) {
    H5Eclear2(H5E_DEFAULT);
    if (entry.has_token) return find_again(entry, Fate::deleted);
    die(entry.id, Fate::deleted);
    return false;
  }
  H5O_token_t token = info_of(object.get()).token;
  if (entry.has_token && !same_token(entry.token, token)) return find_again(entry, Fate::replaced);
  entry.token = token;
  entry.has_token = true;
  entry.epoch = epoch_;
  keep_open(entry, std::make_shared<OpenObject>(std::move(object)));
  return true;
}

// After links changed, an open object may have been cut off, or be reached by another name only.
bool ObjectRegistry::validate(Entry& entry) {
  if (entry.epoch == epoch_ || entry.anonymous || entry.name == "/") return true;
  if (entry.nameless) return find_again(entry, entry.loss);
  if (!entry.open) return true;  // checked when it is opened
  if (!name_leads_to(entry)) {
    H5O_info2_t info;
    bool other = H5Oget_info_by_name3(file_, entry.name.c_str(), &info, H5O_INFO_BASIC,
                                      link_access()) >= 0;
    H5Eclear2(H5E_DEFAULT);
    return find_again(entry, other ? Fate::replaced : Fate::deleted);
  }
  entry.epoch = epoch_;
  return true;
}

bool ObjectRegistry::name_leads_to(const Entry& entry) const {
  H5O_info2_t info;
  if (H5Oget_info_by_name3(file_, entry.name.c_str(), &info, H5O_INFO_BASIC, link_access()) < 0) {
    H5Eclear2(H5E_DEFAULT);
    return false;
  }
  return same_token(info.token, entry.token);
}

bool ObjectRegistry::find_again(Entry& entry, Fate loss) {
  // A cut-off object that is still open keeps its address: what the walk finds there is it.
  std::string name;
  if (!entry.open || still_linked(entry.open->id())) name = find_name(file_, entry.token);
  if (name.empty()) {
    die(entry.id, loss);
    return false;
  }
  rename(entry, name);
  entry.epoch = epoch_;
  return entry.open ? true : open_named(entry);
}

std::string ObjectRegistry::name(ObjectId id) {
  Entry* entry = find(id);
  if (entry == nullptr || entry->anonymous) return "";
  if (entry->nameless && !find_again(*entry, entry->loss)) return "";
  return entry->name;
}

bool ObjectRegistry::anonymous(ObjectId id) const {
  auto it = entries_.find(id);
  return it != entries_.end() && it->second.anonymous;
}

bool ObjectRegistry::in_use() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const auto& item) {
    const Entry& entry = item.second;
    return entry.anonymous || entry.held.use_count() > (entry.open ? 1 : 0);
  });
}

void ObjectRegistry::die(ObjectId id, Fate fate) {
  Entry& entry = *find(id);
  fates()[id] = fate;
  forget_name(entry);
  drop_open(entry);
  entries_.erase(id);
}

void ObjectRegistry::revive(ObjectId id) { fates()[id] = Fate::alive; }

void ObjectRegistry::forget_name(const Entry& entry) {
  for (auto range = names_.equal_range(entry.name); range.first != range.second; ++range.first) {
    if (range.first->second == entry.id) {
      names_.erase(range.first);
      return;
    }
  }
}

void ObjectRegistry::rename(Entry& entry, const std::string& name) {
  forget_name(entry);
  entry.name = name;
  entry.nameless = false;
  names_.emplace(name, entry.id);
}

std::vector<ObjectId> ObjectRegistry::at_or_below(const std::string& name) const {
  std::vector<ObjectId> ids;
  for (auto range = names_.equal_range(name); range.first != range.second; ++range.first) {
    ids.push_back(range.first->second);
  }
  std::string prefix = name == "/" ? name : name + "/";
  auto it = name == "/" ? names_.upper_bound(prefix) : names_.lower_bound(prefix);
  for (; it != names_.end() && is_at_or_below(it->first, name); ++it) ids.push_back(it->second);
  return ids;
}

void ObjectRegistry::before_unlink(const std::string& name) {
  pinned_ = true;
  for (ObjectId id : at_or_below(name)) {
    Entry* entry = find(id);
    if (entry != nullptr) open_entry(*entry);
  }
}

void ObjectRegistry::replaced(const std::string& name) { unlinked(name, Fate::replaced); }

void ObjectRegistry::deleted(const std::string& name) { unlinked(name, Fate::deleted); }

void ObjectRegistry::renewed(const std::string& name) {
  ++epoch_;
  for (auto range = names_.equal_range(name); range.first != range.second; ++range.first) {
    Entry& entry = *find(range.first->second);
    drop_open(entry);
    entry.held.reset();
    entry.has_token = false;  // taken from what the name leads to, at the next use
    entry.epoch = epoch_;
  }
  pinned_ = false;
  evict();
}

// Parents come first: closing a group that was cut off frees it, and only then do its members lose
// their links.
void ObjectRegistry::unlinked(const std::string& name, Fate fate) {
  ++epoch_;
  for (ObjectId id : at_or_below(name)) {
    Entry& entry = *find(id);
    if (!entry.open || !still_linked(entry.open->id())) {
      die(id, fate);
      continue;
    }
    forget_name(entry);
    entry.name.clear();
    entry.nameless = true;
    entry.loss = fate;
  }
  pinned_ = false;
  evict();
}

void ObjectRegistry::moved(const std::string& from, const std::string& to) {
  ++epoch_;
  for (ObjectId id : at_or_below(from)) {
    Entry& entry = *find(id);
    rename(entry, to + entry.name.substr(from.size()));
  }
}

void ObjectRegistry::renumbered(const std::string& list,
                                const std::vector<std::uint64_t>& removed) {
  std::vector<std::uint64_t> gaps = removed;
  std::sort(gaps.begin(), gaps.end());
  for (std::uint64_t gap : gaps) deleted(join_name(list, std::to_string(gap)));
  ++epoch_;
  const std::size_t begin = list == "/" ? 1 : list.size() + 1;
  for (ObjectId id : at_or_below(list)) {
    Entry& entry = *find(id);
    if (entry.name.size() <= begin) continue;
    std::size_t end = std::min(entry.name.find('/', begin), entry.name.size());
    std::string key = entry.name.substr(begin, end - begin);
    if (key.find_first_not_of("0123456789") != std::string::npos || key.size() > 18) continue;
    std::uint64_t index = std::stoull(key);
    auto before = std::lower_bound(gaps.begin(), gaps.end(), index) - gaps.begin();
    std::string now = std::to_string(index - static_cast<std::uint64_t>(before));
    rename(entry, join_name(list, now) + entry.name.substr(end));
  }
}

}  // namespace ch5mpy
