// The objects of one file that handles of this session name: id <-> (token, name now), with the
// open HDF5 identifiers cached (least recently used first out).
//
// Why: within a process a handle belongs to the object it was taken from. An id follows its object
// through renames and dies with it; a dead id is never given to another object.
//
// Contract: R's thread only. Names are absolute ("/a/b"). Whoever cuts, replaces or moves links
// tells the registry, in this order:
//     objects.before_unlink(name);   // while the link is still there
//     ... H5Ldelete ...
//     objects.replaced(name) | objects.deleted(name);
// Objects that keep another hard link live on (under the name they are then found by).
// A change that the registry is not told the exact name of (through a soft link, a second hard
// link of a group) is noticed too: after any such call, entries are checked at their next use.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/error.h"
#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

class Dataset;

using ObjectId = std::uint64_t;  // 0: none

// An open object. The identifier may be renewed when the file is reopened for writing: ask for it
// each time, keep no copy.
struct OpenObject {
  explicit OpenObject(Handle h) : handle(std::move(h)) {}
  hid_t id() const { return handle.get(); }
  Handle handle;
  // Of a dataset: what is known of it (hdf5/dataset_pool.h), as long as that is.
  std::weak_ptr<Dataset> dataset;
};

// Why an id answers no more.
enum class Fate : unsigned char { unknown, alive, replaced, deleted };

class ObjectRegistry {
 public:
  static constexpr std::size_t kOpenObjects = 256;  // identifiers kept open in a file

  // The id of the object called `name`, given its open identifier (kept in the cache). The same
  // object under the same name has the same id.
  ObjectId add(const std::string& name, Handle object);
  // An object without a link; held open until `release()` or until the file closes.
  ObjectId add_anonymous(Handle object);
  // Forgets an anonymous object; harmless when it is gone.
  void release(ObjectId id);

  // What links changed; see above. `before_unlink()` is also for the target of a replacement.
  void before_unlink(const std::string& name);
  void replaced(const std::string& name);
  void deleted(const std::string& name);
  // What is at `name` now continues what was there: ids of the old object are the new one's.
  void renewed(const std::string& name);
  // The link `from` is now `to` (another object there must have been told of before).
  void moved(const std::string& from, const std::string& to);
  // Children `removed` (0-based, of the list group `list`) were deleted and their followers renamed
  // to close the gaps. `before_unlink()` first for each removed child.
  void renumbered(const std::string& list, const std::vector<std::uint64_t>& removed);

  // The open object, opened anew where it must be. Null when it is dead: see `fate()`.
  std::shared_ptr<OpenObject> open(ObjectId id);
  // Absolute name now; "" for an anonymous object or a dead one.
  std::string name(ObjectId id);
  bool anonymous(ObjectId id) const;
  // Whether somebody holds an open object, or one without a link waits for it.
  bool in_use() const;
  // `unknown`: an id of a file that was closed since; go by name.
  static Fate fate(ObjectId id);

  // For File: the identifier of the open file (invalid: closed).
  void set_file(hid_t file) { file_ = file; }
  // Closes all identifiers, keeping entries and tokens (the file is about to be reopened for
  // writing); then opens again those that somebody holds.
  void suspend();
  void resume();
  // Closes everything. Entries with a name stay, to be found by it when the file opens again.
  void close_all();
  // Forgets all entries: nobody can name them any more.
  void forget();
  // What entries with a name say, to go back to after changes that are undone.
  struct Known {
    ObjectId id;
    std::string name;
    H5O_token_t token;
    bool has_token;
  };
  using Snapshot = std::vector<Known>;
  Snapshot snapshot() const;
  // The file was opened anew as it was then: entries of that time are alive and named as they were,
  // later ones dead. After `suspend()`.
  void restore(const Snapshot& snapshot);
  // All entries become stale: the file's content was replaced.
  void all_replaced();
  // Takes over the entries of a registry for the same file.
  void absorb(ObjectRegistry& other);

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    ObjectId id = 0;
    std::string name;      // "" with `nameless` or `anonymous`
    H5O_token_t token;     // valid where `has_token`
    bool has_token = false;
    bool anonymous = false;
    bool nameless = false;  // alive under another hard link, not looked for yet
    Fate loss = Fate::deleted;  // what to say should it not be found again
    std::uint64_t epoch = 0;
    std::shared_ptr<OpenObject> open;
    std::weak_ptr<OpenObject> held;  // closed by the cache, but somebody may still hold it
    std::list<ObjectId>::iterator recent;  // valid where `open`
  };
  using Names = std::multimap<std::string, ObjectId>;

  Entry* find(ObjectId id);
  Entry& insert(const std::string& name, const H5O_token_t& token);
  void keep_open(Entry& entry, std::shared_ptr<OpenObject> object);
  void drop_open(Entry& entry);
  void evict();
  // These return false when the entry died (the reference is gone then).
  bool open_entry(Entry& entry);
  bool open_named(Entry& entry);
  bool validate(Entry& entry);
  bool find_again(Entry& entry, Fate loss);

  bool name_leads_to(const Entry& entry) const;
  void die(ObjectId id, Fate fate);
  static void revive(ObjectId id);
  void forget_name(const Entry& entry);
  void rename(Entry& entry, const std::string& name);
  void unlinked(const std::string& name, Fate fate);
  std::vector<ObjectId> at_or_below(const std::string& name) const;

  hid_t file_ = -1;
  std::uint64_t epoch_ = 0;  // grows with each change of links
  bool pinned_ = false;      // between before_unlink() and what follows: the cache drops nothing
  std::unordered_map<ObjectId, Entry> entries_;
  Names names_;
  std::list<ObjectId> recent_;  // most recent first
};

}  // namespace ch5mpy
