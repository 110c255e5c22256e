#include "hdf5/location.h"

#include "hdf5/dataset_pool.h"
#include "hdf5/error_stack.h"
#include "hdf5/outside_data.h"
#include "hdf5/property_list.h"

namespace ch5mpy {

namespace {

Error handle_error(ErrorKind kind, const HandleFields& fields, const std::string& what) {
  return Error(kind, "The object '" + fields.name + "' of '" + fields.path + "' " + what)
      .with("path", fields.path)
      .with("name", fields.name);
}

[[noreturn]] void throw_dead(const HandleFields& fields) {
  if (ObjectRegistry::fate(fields.object) == Fate::replaced) {
    throw handle_error(ErrorKind::stale, fields,
                       "was replaced since this handle was taken; take it again.");
  }
  throw handle_error(ErrorKind::not_found, fields, "does not exist any more.");
}

// An object known to be gone: what has its name now is another one.
void throw_if_dead(const HandleFields& fields) {
  Fate fate = ObjectRegistry::fate(fields.object);
  if (fate == Fate::replaced || fate == Fate::deleted) throw_dead(fields);
}

// By its id where this file knows it, else by its name.
ObjectId find_object(File& file, const HandleFields& fields) {
  if (file.objects().open(fields.object) != nullptr) return fields.object;
  throw_if_dead(fields);
  Handle object(H5Oopen(file.id(), fields.name.c_str(), link_access()), H5Oclose);
  if (!object) {
    take_error_stack();
    throw handle_error(ErrorKind::not_found, fields, "does not exist.");
  }
  return file.objects().add(fields.name, std::move(object));
}

}  // namespace

Error closed_error(const HandleFields& fields) {
  return handle_error(ErrorKind::closed, fields,
                      "was closed; h5_reopen() gives a handle that is open.");
}

Location::Location(std::shared_ptr<File> file, std::shared_ptr<OpenObject> open, ObjectId object,
                   const HandleFields& fields)
    : file_(std::move(file)),
      open_(std::move(open)),
      object_(object),
      writable_(fields.writable),
      row_major_(fields.row_major),
      trust_(fields.trust) {}

std::string Location::absolute(const KeyPath& path) const {
  return join_name(name(), path);
}

std::shared_ptr<Dataset> Location::dataset(Access access) const {
  std::shared_ptr<Dataset> known = open_->dataset.lock();
  if (known == nullptr) open_->dataset = known = known_dataset(id());
  check_outside_data(*this, *known, name(), access);
  return known;
}

Error Location::error(ErrorKind kind, std::string message, const std::string& name) const {
  return Error(kind, std::move(message)).with("path", path()).with("name", name);
}

Location resolve(const HandleFields& fields, Access access) {
  FilePool& pool = FilePool::instance();
  std::shared_ptr<File> file = pool.file(fields.lease);
  if (access != Access::read) {
    if (!fields.writable) {
      throw handle_error(ErrorKind::mode, fields,
                         "was opened for reading; h5_reopen(x, \"r+\") gives a handle that may "
                         "write.");
    }
    pool.begin_change(file);
    if (access == Access::write) file->forget_known();
  }
  file->policy().set_trusted(fields.trust || file->created());
  std::shared_ptr<OpenObject> open = file->objects().open(fields.object);
  if (open == nullptr) throw_dead(fields);
  return Location(std::move(file), std::move(open), fields.object, fields);
}

LeaseHold adopt(HandleFields& fields, const std::string& origin) {
  throw_if_dead(fields);
  FilePool& pool = FilePool::instance();
  LeaseHold hold = pool.adopt(fields.path, origin);
  fields.lease = hold.lease();
  std::shared_ptr<File> file = pool.file(fields.lease);
  fields.path = file->path();
  fields.object = find_object(*file, fields);
  return hold;
}

Opening reopen(const HandleFields& fields, FileMode mode) {
  throw_if_dead(fields);
  Opening opening =
      FilePool::instance().open(fields.path, mode == FileMode::read ? mode : FileMode::read_write);
  opening.object = find_object(*opening.file, fields);
  opening.name = opening.file->objects().name(opening.object);
  return opening;
}

}  // namespace ch5mpy
