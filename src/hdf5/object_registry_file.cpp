// What the registry does when its file closes, opens again or turns out to be another one.
#include "hdf5/error_stack.h"
#include "hdf5/object_registry.h"

namespace ch5mpy {

void ObjectRegistry::suspend() {
  for (auto& item : entries_) {
    Entry& entry = item.second;
    if (entry.open) entry.open->handle.reset();
    else if (auto held = entry.held.lock()) held->handle.reset();
  }
}

void ObjectRegistry::resume() {
  for (auto& item : entries_) {
    Entry& entry = item.second;
    drop_open(entry);
    auto held = entry.held.lock();
    if (!held) continue;
    held->handle = Handle(H5Oopen_by_token(file_, entry.token), H5Oclose);
    keep_open(entry, std::move(held));
  }
  H5Eclear2(H5E_DEFAULT);
}

void ObjectRegistry::close_all() {
  suspend();
  std::vector<ObjectId> lost;
  for (auto& item : entries_) {
    Entry& entry = item.second;
    drop_open(entry);
    entry.has_token = false;
    if (entry.anonymous || entry.nameless) lost.push_back(entry.id);
  }
  for (ObjectId id : lost) die(id, Fate::deleted);
  file_ = -1;
  pinned_ = false;
}

void ObjectRegistry::forget() {
  while (!entries_.empty()) die(entries_.begin()->first, Fate::unknown);
}

void ObjectRegistry::all_replaced() {
  while (!entries_.empty()) die(entries_.begin()->first, Fate::replaced);
}

ObjectRegistry::Snapshot ObjectRegistry::snapshot() const {
  Snapshot known;
  known.reserve(entries_.size());
  for (const auto& item : entries_) {
    const Entry& entry = item.second;
    if (!entry.anonymous && !entry.nameless)
      known.push_back({entry.id, entry.name, entry.token, entry.has_token});
  }
  return known;
}

void ObjectRegistry::restore(const Snapshot& snapshot) {
  while (!entries_.empty()) die(entries_.begin()->first, Fate::deleted);
  ++epoch_;
  pinned_ = false;
  for (const Known& known : snapshot) {
    Entry& entry = entries_[known.id];
    entry.id = known.id;
    entry.name = known.name;
    entry.token = known.token;
    entry.has_token = known.has_token;
    entry.epoch = epoch_;
    names_.emplace(entry.name, entry.id);
    revive(known.id);
  }
}

void ObjectRegistry::absorb(ObjectRegistry& other) {
  other.close_all();
  for (auto& item : other.entries_) {
    Entry& entry = entries_[item.first];
    entry.id = item.first;
    entry.name = item.second.name;
    entry.epoch = epoch_;
    names_.emplace(entry.name, entry.id);
  }
  other.entries_.clear();
  other.names_.clear();
}

}  // namespace ch5mpy
