// The files that this process has open, keyed by what they are (device, inode), and the leases
// that keep them open.
//
// A lease is one opening call. It is held by the R strings that carry it (owners) and ends when it
// is closed explicitly or when the last of them is collected; a file closes with its last lease.
// Ids of closed leases are remembered: a handle closed stays closed.
//
// Contract: R's thread only; no function here runs R code, except the collector that was set. In a
// forked child the pool starts empty: what was inherited is abandoned, never closed or written.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hdf5/file.h"

namespace ch5mpy {

using LeaseId = std::uint64_t;  // 0: none

enum class FileMode { read, read_write, truncate, create, append };
// "r", "r+", "w", "w-" (and "x"), "a"; anything else is an `Error` of kind argument.
FileMode parse_file_mode(const std::string& mode);

enum class LeaseState : unsigned char { unknown, open, collected, closed };

class FilePool;

// An owner of a lease in C++: while it lives, R's collector cannot end the lease.
class LeaseHold {
 public:
  LeaseHold() = default;
  LeaseHold(FilePool& pool, LeaseId lease);
  LeaseHold(LeaseHold&& other) noexcept : pool_(other.pool_), lease_(other.lease_) {
    other.pool_ = nullptr;
  }
  LeaseHold& operator=(LeaseHold&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(lease_, other.lease_);
    return *this;
  }
  ~LeaseHold();
  LeaseId lease() const { return lease_; }

 private:
  FilePool* pool_ = nullptr;
  LeaseId lease_ = 0;
};

struct Opening {
  LeaseHold hold;
  std::shared_ptr<File> file;
  ObjectId object = 0;
  std::string name;       // of the object: "/" after open()
  bool writable = false;  // what handles of this lease may do

  LeaseId lease() const { return hold.lease(); }
};

class FilePool {
 public:
  // The pool of this process; a new one in a forked child.
  static FilePool& instance();
  // Called before `locked` is answered and when descriptors run out: lets R collect handles.
  static void set_collector(std::function<void()> collect);
  static void collect_handles();
  // Identifies this process among those that ever wrote a handle.
  static const std::string& session_id();

  Opening open(const std::string& path, FileMode mode);

  // Error (locked) where this process has what lies at `path` open, also after R let go of what it can.
  void require_closed(const std::string& path, const char* what);
  // Another file took the place of one, with the same content.
  void renewed(const std::string& path, const FileIdentity& before, const FileIdentity& now);

  // A lease on the file at `path`, for a handle that has none here (deserialised, forked): opens it
  // for reading where it is not open. Handles of one `origin` (opening call elsewhere) share one.
  LeaseHold adopt(const std::string& path, const std::string& origin);
  // A lease that is closed, for such a handle when it is closed before its first use.
  LeaseId closed_lease();
  void add_owner(LeaseId lease);
  // An owner was collected. Never throws: a failure is kept for the next flush_all().
  void remove_owner(LeaseId lease) noexcept;
  // Explicit; harmless when it is closed already. Throws after closing when data was lost.
  void close(LeaseId lease);
  LeaseState state(LeaseId lease) const;
  // The lease's file travels in a serialised handle: its objects are remembered.
  void set_serialised(LeaseId lease);

  // The open file of an open lease, checked against what lies at its path now.
  std::shared_ptr<File> file(LeaseId lease);
  void require_writable(const std::shared_ptr<File>& file);

  // The same, and other programs are kept out of it from now until the next commit.
  void begin_change(const std::shared_ptr<File>& file);

  // The end of a call from R: other processes may commit to what was read.
  void end_call();
  // A write of this call that the system refused is an Error (io): HDF5 does not tell.
  void check_writes();

  // A verb is a call of the package by the user. Commits never happen in one; where one lasts longer
  // than a second since the last, its end is one.
  bool in_verb() const { return in_verb_; }
  void begin_verb() { in_verb_ = true; }
  void end_verb();

  // Commits what was changed, between verbs and outside transactions; `Error` of kind io tells the first
  // file that failed.
  void commit_changes();
  void commit(LeaseId lease);
  // At the end of a top-level call: also tells what a finaliser could not.
  void end_top_level();

 private:
  struct Lease {
    std::shared_ptr<File> file;
    std::size_t owners = 0;
    bool serialised = false;
    std::string origin;
  };
  struct OpenFile {
    std::shared_ptr<File> file;
    std::size_t leases = 0;
    bool serialised = false;  // one of its leases was
  };
  using OpenFiles = std::unordered_map<FileIdentity, OpenFile>;

  std::shared_ptr<OsFile> open_os(const std::string& path, OpenMode mode);
  std::shared_ptr<File> open_existing(const std::string& path, bool for_writing);
  std::shared_ptr<File> open_new(const std::string& path);
  std::shared_ptr<File> open_over(const std::string& path);
  std::shared_ptr<File> begin(const std::string& path, std::shared_ptr<OsFile> os_file);
  void verify(const std::shared_ptr<File>& file);
  void follow_replacement(const std::shared_ptr<File>& file, const FileIdentity& now);
  void restart(const std::shared_ptr<File>& file);
  LeaseHold new_lease(const std::shared_ptr<File>& file);
  void end_lease(LeaseId lease, LeaseState how);
  void close_file(OpenFiles::iterator open);
  Lease& open_lease(LeaseId lease);

  std::unordered_map<LeaseId, Lease> leases_;
  std::vector<LeaseState> states_{LeaseState::unknown};  // by lease id
  OpenFiles open_;
  std::unordered_map<std::string, LeaseId> origins_;
  // Closed files that serialised handles may come back to, and files made by this process; by path.
  std::unordered_map<std::string, std::shared_ptr<File>> remembered_;
  std::unordered_map<std::string, FileIdentity> created_;
  std::string failure_;  // of a close in a finaliser
  bool in_verb_ = false;
  std::int64_t last_commit_ = 0;  // milliseconds
};

}  // namespace ch5mpy
