// How the pool opens files, and follows what becomes of them on the disk.
#include <cerrno>

#include "core/clock.h"
#include "core/settings.h"
#include "hdf5/error_stack.h"
#include "hdf5/file_pool.h"
#include "hdf5/open_error.h"

namespace ch5mpy {

std::shared_ptr<OsFile> FilePool::open_os(const std::string& path, OpenMode mode) {
  int error = 0;
  std::shared_ptr<OsFile> file = open_os_file(path, mode, error);
  if (file == nullptr && (error == EMFILE || error == ENFILE)) {  // out of descriptors
    collect_handles();
    file = open_os_file(path, mode, error);
  }
  if (file == nullptr) throw_open_error(path, mode, error);
  return file;
}

// Makes the File of what was just opened the open one.
std::shared_ptr<File> FilePool::begin(const std::string& path, std::shared_ptr<OsFile> os_file) {
  std::string name = canonical_or_throw(path, OpenMode::read);
  FileIdentity identity = os_file->identity();
  auto known = remembered_.find(name);
  bool returns = known != remembered_.end();
  std::shared_ptr<File> file = returns ? known->second : std::make_shared<File>(name);
  file->set_atomic(settings().atomic);
  file->open(std::move(os_file));
  if (returns) remembered_.erase(name);
  auto made = created_.find(name);
  file->set_created(made != created_.end() && made->second == identity);
  file->checked = now_ms();
  open_[identity].file = file;
  return file;
}

std::shared_ptr<File> FilePool::open_existing(const std::string& path, bool for_writing) {
  FileStamp now;
  int error = stat_path(path, now);
  if (error != 0) throw_open_error(path, OpenMode::read, error);
  auto open = open_.find(now.identity);
  if (open == open_.end()) {
    std::shared_ptr<OsFile> os_file =
        open_os(path, for_writing ? OpenMode::write : OpenMode::read);
    open = open_.find(os_file->identity());
    if (open == open_.end()) return begin(path, std::move(os_file));
  }
  std::shared_ptr<File> file = open->second.file;
  FileStamp there;
  if (stat_path(file->path(), there) != 0 || there.identity != now.identity) {
    file->set_path(canonical_or_throw(path, OpenMode::read));  // it was renamed
  }
  verify(file);
  if (for_writing) require_writable(file);
  return file;
}

std::shared_ptr<File> FilePool::open_new(const std::string& path) {
  std::shared_ptr<OsFile> os_file = open_os(path, OpenMode::create_new);
  std::string name = canonical_or_throw(path, OpenMode::create_new);
  try {
    write_empty_file(*os_file, name);
    created_[name] = os_file->identity();
    remembered_.erase(name);
    return begin(path, std::move(os_file));
  } catch (const std::exception&) {
    created_.erase(name);
    remove_path(name);
    throw;
  }
}

void FilePool::require_closed(const std::string& path, const char* what) {
  FileStamp now;
  if (stat_path(path, now) != 0 || open_.count(now.identity) == 0) return;
  collect_handles();
  if (open_.count(now.identity) == 0) return;
  throw path_error(ErrorKind::locked, path,
                   std::string("is open in this process, so it cannot be ") + what +
                       "; close it with h5_close() first.");
}

void FilePool::renewed(const std::string& path, const FileIdentity& before, const FileIdentity& now) {
  auto made = created_.find(path);
  if (made != created_.end() && made->second == before) made->second = now;
}

std::shared_ptr<File> FilePool::open_over(const std::string& path) {
  FileStamp now;
  if (stat_path(path, now) == ENOENT) return open_new(path);
  require_closed(path, "replaced");
  std::shared_ptr<OsFile> os_file = open_os(path, OpenMode::write);
  std::string name = canonical_or_throw(path, OpenMode::write);
  replace_with_empty_file(os_file, name);
  created_[name] = os_file->identity();
  auto known = remembered_.find(name);
  if (known != remembered_.end()) known->second->objects().all_replaced();
  return begin(path, std::move(os_file));
}

Opening FilePool::open(const std::string& path, FileMode mode) {
  if (path.empty()) {
    throw Error(ErrorKind::argument, "The path of the file is empty; give one.");
  }
  FileStamp now;
  bool append_new = mode == FileMode::append && stat_path(path, now) == ENOENT;
  std::shared_ptr<File> file = mode == FileMode::truncate              ? open_over(path)
                               : mode == FileMode::create || append_new ? open_new(path)
                               : open_existing(path, mode != FileMode::read);
  LeaseHold hold = new_lease(file);
  Handle root(H5Oopen(file->id(), "/", H5P_DEFAULT), H5Oclose);
  if (!root) {
    std::string cause = take_error_stack();
    throw path_error(ErrorKind::corrupt, path,
                     "is damaged: its root group cannot be opened (" + cause + ").");
  }
  ObjectId id = file->objects().add("/", std::move(root));
  return {std::move(hold), file, id, "/", mode != FileMode::read};
}

// Objects that somebody holds keep the file as it is: it is looked at again at the next call.
void FilePool::verify(const std::shared_ptr<File>& file) {
  if (file->is_open() && file->objects().in_use()) return;
  FileStamp now;
  int error = stat_path(file->path(), now);
  if (error == ENOENT || error == ENOTDIR) {
    throw path_error(ErrorKind::not_found, file->path(),
                     file->dirty() ? "was removed while it held changes not yet written."
                                   : "does not exist any more.");
  }
  if (error != 0) throw_open_error(file->path(), OpenMode::read, error);
  if (now.identity != file->identity() || !file->is_open()) {
    follow_replacement(file, now.identity);
  } else if (file->changed_by_others(now)) {
    restart(file);
  } else if (!file->dirty()) {
    file->set_stamp(now);
  }
  file->checked = now_ms();
}

// Another file lies at the path: it is what handles mean now, by name.
void FilePool::follow_replacement(const std::shared_ptr<File>& file, const FileIdentity& now) {
  if (file->dirty()) {
    throw path_error(ErrorKind::io, file->path(),
                     "was replaced by another one while it held changes not yet written; close it "
                     "with h5_close() and open it again.");
  }
  auto other = open_.find(now);
  if (other == open_.end() || other->second.file == file) {
    restart(file);
    return;
  }
  auto before = open_.find(file->identity());
  other->second.leases += before->second.leases;
  other->second.serialised |= before->second.serialised;
  open_.erase(before);
  file->close();
  std::shared_ptr<File> there = other->second.file;
  there->objects().absorb(file->objects());
  for (auto& lease : leases_) {
    if (lease.second.file == file) lease.second.file = there;
  }
}

void FilePool::restart(const std::shared_ptr<File>& file) {
  std::shared_ptr<OsFile> os_file =
      open_os(file->path(), file->writable() ? OpenMode::write : OpenMode::read);
  if (file->is_open()) file->close();
  auto before = open_.find(file->identity());
  FileIdentity identity = os_file->identity();
  if (identity != file->identity()) file->set_created(false);
  file->open(std::move(os_file));  // on failure it stays known by what it was
  OpenFile state = before->second;
  open_.erase(before);
  open_[file->identity()] = state;
}

void FilePool::require_writable(const std::shared_ptr<File>& file) {
  if (!file->writable()) {
    std::shared_ptr<OsFile> os_file = open_os(file->path(), OpenMode::write);
    if (os_file->identity() != file->identity()) {
      throw path_error(ErrorKind::io, file->path(),
                       "was replaced by another one; close it with h5_close() and open it again.");
    }
    file->reopen_for_writing(std::move(os_file));
  }
}

}  // namespace ch5mpy
