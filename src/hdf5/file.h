// One HDF5 file of this process, open or closed, with the objects that handles know in it.
//
// Contract: R's thread only. There is one File for one file on disk (FilePool sees to that). It is
// opened with our driver; opening never truncates. Destroying a File that is open loses changes:
// FilePool closes it first. Identifiers taken from it are good until the
// next resolve() (a first write access reopens a file that was open for reading).
// Changes go through a Transaction: until commit() the file on disk is what the last commit left.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "hdf5/api.h"
#include "hdf5/dataset_pool.h"
#include "hdf5/free_space.h"
#include "hdf5/handle.h"
#include "hdf5/link_policy.h"
#include "hdf5/object_registry.h"
#include "hdf5/writer_guard.h"
#include "journal/os_file.h"
#include "journal/transaction.h"

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
  // Reads and writes of our own, which see what is not committed yet; null while closed.
  const std::shared_ptr<OsFile>& os_file() const { return os_file_; }

  // Whoever changed the file says so; it is committed at the end of the top-level call.
  void mark_dirty() {
    mark_written();
    forget_known();
  }
  // The same where nothing but elements of datasets changed.
  void mark_written() { dirty_ = changed_ = true; }
  // What is known of its datasets is not so any more, or somebody is about to change it.
  void forget_known() { forget_datasets(number_); }
  // Where it is open for reading only: until the end of the call (end_reading()) no other process applies
  // a commit to it. True when that is new: it may have been changed before.
  bool begin_reading();
  void end_reading();
  // Before the first change since a commit: keeps other programs out; Error (locked).
  void begin_change();
  // Has what HDF5 holds back reach the OsFile; Error (io) when the system refuses.
  void flush();
  // Makes all changes since the last commit the file's content. On Error (io) they are undone.
  void commit();
  // Undoes all changes since the last commit: handles on what they made are dead, others on what they
  // changed or deleted live as before.
  void rollback();
  // Whether a write failed since the last commit: only a rollback helps.
  bool failed() const;
  // Once for each failure: Error (io).
  void throw_new_failure();
  // A transaction of the user's: while one is open, commits wait for its end.
  void hold() {
    if (held_++ == 0) undone_ = false;
  }
  void unhold() { --held_; }
  bool held() const { return held_ > 0; }
  bool undone() const { return undone_; }  // it was rolled back and has not ended yet

  // For FilePool. A failing open or reopening leaves the file as it was. `atomic`: as it was opened; the
  // setting of that name must say so too.
  void open(std::shared_ptr<OsFile> os_file);  // for writing where `os_file` is writable
  void reopen_for_writing(std::shared_ptr<OsFile> os_file);
  void close();  // commits and closes; throws after all is closed when something was lost
  void set_atomic(bool atomic) { atomic_ = atomic; }
  void set_created(bool created) { created_ = created; }
  void set_path(std::string path);
  // Whether another program changed the file since we last looked at it or wrote it.
  bool changed_by_others(const FileStamp& now) const;
  void set_stamp(const FileStamp& now);
  std::int64_t checked = 0;  // when the path was last compared with the disk

 private:
  void start(std::shared_ptr<OsFile> os_file);
  std::shared_ptr<Transaction> begin_transaction(std::shared_ptr<OsFile> os_file);
  void open_hdf5(const std::shared_ptr<OsFile>& os_file);
  void set_committed_end(Transaction& transaction);
  void set_committed();
  [[noreturn]] void undo_failed(const std::string& cause);
  void finish_close();
  int commit_tidied();
  bool is_at_its_path() const;
  void stamp_now();

  std::string path_;
  FileIdentity identity_;
  std::shared_ptr<OsFile> os_file_;
  std::unique_ptr<WriterGuard> guard_;        // open for writing
  std::shared_ptr<Transaction> transaction_;  // likewise: what os_file_ is
  std::unique_ptr<ReaderGuard> reader_;       // open for reading
  ObjectRegistry::Snapshot committed_objects_;
  std::shared_ptr<FreeSpace> free_space_;
  std::shared_ptr<LinkPolicy> policy_;
  Handle file_;
  unsigned long number_ = 0;  // HDF5's, of this opening
  FileStamp stamp_;
  std::uint64_t changes_at_stamp_ = 0;
  bool writable_ = false;
  bool created_ = false;
  bool dirty_ = false;
  bool changed_ = false;  // since it was opened
  bool shut_ = false;     // other programs are kept out
  bool reading_ = false;  // commits of others wait
  bool atomic_ = true;
  int held_ = 0;
  bool undone_ = false;
  bool failure_told_ = false;
  ObjectRegistry objects_;
};

// Makes `file` an empty HDF5 file of our kind. `path` is for the error.
void write_empty_file(OsFile& file, const std::string& path);

// The same for one that holds something: in one step, which a kill cannot split.
void replace_with_empty_file(std::shared_ptr<OsFile> file, const std::string& path);

}  // namespace ch5mpy
