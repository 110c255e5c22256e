// From what an R handle says to an open HDF5 object: the way in for every verb.
//
//     Location loc = resolve(fields, Access::write);   // rglue/handle.h: resolve_handle(x, access)
//     H5Lexists(loc.id(), ...); loc.file().mark_dirty(); loc.objects().deleted(name);
//
// Contract: R's thread only. A Location keeps its object open; `id()` and `file_id()` may change at
// the next resolve() (a first write access reopens the file), so ask for them each time, and
// resolve a call's writable handles before its others. A live handle costs about a microsecond.
// Throws: closed (its lease was closed), stale (replaced), not_found (deleted; path or name gone),
// mode (write access through a handle opened for reading), locked, io, corrupt.
#pragma once

#include <memory>
#include <string>

#include "core/error.h"
#include "hdf5/file.h"
#include "hdf5/file_pool.h"
#include "hdf5/key_path.h"
#include "hdf5/object_registry.h"

namespace ch5mpy {

enum class Access {
  read,
  elements,  // writes elements of the dataset, and nothing else
  write
};

// The slots of an H5Handle, as plain data.
struct HandleFields {
  std::string path;
  std::string name;
  bool writable = false;   // mode "r+"
  bool row_major = false;  // order "C"
  bool trust = false;
  LeaseId lease = 0;
  ObjectId object = 0;
};

class Location {
 public:
  Location(std::shared_ptr<File> file, std::shared_ptr<OpenObject> open, ObjectId object,
           const HandleFields& fields);

  hid_t id() const { return open_->id(); }       // the open object
  hid_t file_id() const { return file_->id(); }  // the open file
  File& file() const { return *file_; }
  ObjectRegistry& objects() const { return file_->objects(); }
  ObjectId object() const { return object_; }
  std::string name() const { return file_->objects().name(object_); }  // now; "" when anonymous
  bool anonymous() const { return file_->objects().anonymous(object_); }
  const std::string& path() const { return file_->path(); }
  bool writable() const { return writable_; }    // what the handle may do
  bool row_major() const { return row_major_; }  // order "C"
  bool trusted() const { return trust_ || file_->created(); }

  // The dataset that this is, described once for as long as no more than elements is changed in the
  // file; not to be kept beyond a call. Error (type) for another object, and what
  // check_outside_data() (hdf5/outside_data.h) says of such an access.
  std::shared_ptr<Dataset> dataset(Access access = Access::read) const;

  // Absolute name of what `path` means below this object ("" itself). For an anonymous object it
  // is not a name of the file: use `id()` with `path.text()`.
  std::string absolute(const KeyPath& path) const;
  // Where a relative path starts: the object, or the file's root for an absolute one.
  hid_t base(const KeyPath& path) const { return path.absolute ? file_id() : id(); }

  // An error with the fields `path` and `name`.
  Error error(ErrorKind kind, std::string message, const std::string& name) const;

 private:
  std::shared_ptr<File> file_;
  std::shared_ptr<OpenObject> open_;
  ObjectId object_;
  bool writable_;
  bool row_major_;
  bool trust_;
};

// Of a handle whose lease is open, in this session (rglue/handle.h sees to that).
Location resolve(const HandleFields& fields, Access access);

// Binds a handle from elsewhere, or whose lease was collected, to this session: opens its file by
// path (for reading; never truncating) and finds its object, by id where this session knows it,
// else by name. `origin` tells the opening call it descends from. Sets `lease`, `object`, `path`;
// the hold is for the time until the handle's path string holds the lease.
LeaseHold adopt(HandleFields& fields, const std::string& origin);

// An opening of its own for what the handle means: its object, or by its name where that is not
// known here. "w", "w-" and "a" reopen as "r+".
Opening reopen(const HandleFields& fields, FileMode mode);

// The error of a handle whose lease was closed.
Error closed_error(const HandleFields& fields);

}  // namespace ch5mpy
