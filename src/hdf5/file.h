// One HDF5 file of this process, open or closed, with the objects that handles know in it.
//
// Contract: R's thread only. There is one File for one file on disk (FilePool sees to that). It is
// opened with our driver; opening never truncates. Destroying a File that is open loses changes:
// FilePool closes it first. Identifiers taken from it are good until the
// next resolve() (a first write access reopens a file that was open for reading).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "hdf5/api.h"
#include "hdf5/free_space.h"
#include "hdf5/handle.h"
#include "hdf5/link_policy.h"
#include "hdf5/object_registry.h"
#include "journal/os_file.h"

namespace ch5mpy {

class File {
 public:
  explicit File(std::string path) : path_(std::move(path)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& path() const { return path_; }  // absolute, canonical, UTF-8
  const FileIdentity& identity() const { return identity_; }
  hid_t id() const { return file_.get(); }
  bool is_open() const { return static_cast<bool>(file_); }
  bool writable() const { return writable_; }
  bool created() const { return created_; }  // by this process: trusted
  bool dirty() const { return dirty_; }
  ObjectRegistry& objects() { return objects_; }
  // While it is open.
  LinkPolicy& policy() { return *policy_; }
  // Reads of our own; null while closed.
  const std::shared_ptr<OsFile>& os_file() const { return os_file_; }

  // Whoever changed the file says so; it is flushed at the end of the top-level call.
  void mark_dirty() {
    dirty_ = changed_ = true;
    ++changes_;
  }
  // Grows with each change, and each time that somebody is about to make one.
  std::uint64_t changes() const { return changes_; }
  void expect_change() { ++changes_; }
  // Writes what HDF5 holds back; `Error` of kind io when the system refuses.
  void flush();

  // For FilePool. A failing open or reopening leaves the file as it was.
  void open(std::shared_ptr<OsFile> os_file);  // for writing where `os_file` is writable
  void reopen_for_writing(std::shared_ptr<OsFile> os_file);
  void close();  // flushes and closes; throws after all is closed when something was lost
  void set_created(bool created) { created_ = created; }
  void set_path(std::string path) { path_ = std::move(path); }
  // Whether another program changed the file since we last looked at it or wrote it.
  bool changed_by_others(const FileStamp& now) const;
  void set_stamp(const FileStamp& now);
  std::int64_t checked = 0;  // when the path was last compared with the disk

 private:
  void start(std::shared_ptr<OsFile> os_file);
  void stamp_now();

  std::string path_;
  FileIdentity identity_;
  std::shared_ptr<OsFile> os_file_;
  std::shared_ptr<FreeSpace> free_space_;
  std::shared_ptr<LinkPolicy> policy_;
  Handle file_;
  FileStamp stamp_;
  std::uint64_t changes_at_stamp_ = 0;
  bool writable_ = false;
  bool created_ = false;
  bool dirty_ = false;
  bool changed_ = false;  // since it was opened
  std::uint64_t changes_ = 0;
  ObjectRegistry objects_;
};

// Makes `file` an empty HDF5 file of our kind. What it held stays until all that can fail, but for
// one small write, has succeeded. `path` is for the error.
void write_empty_file(OsFile& file, const std::string& path);

}  // namespace ch5mpy
