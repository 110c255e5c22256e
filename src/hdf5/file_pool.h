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
#include <vector>

#include "hdf5/file.h"

namespace ch5mpy {

using LeaseId = std::uint64_t;  // 0: none

enum class FileMode { read, read_write, truncate, create, append };
// "r", "r+", "w", "w-" (and "x"), "a"; anything else is an `Error` of kind argument.
FileMode parse_file_mode(const std::string& mode);

enum class LeaseState : unsigned char { unknown, open, collected, closed };

struct Opening {
  LeaseId lease = 0;
  std::shared_ptr<File> file;
  ObjectId root = 0;
  bool writable = false;  // the mode that handles of this lease have
  bool created = false;   // by this process
};

class FilePool {
 public:
  // The pool of this process; a new one in a forked child.
  static FilePool& instance();
  // Called before `locked` is answered and when descriptors run out: lets R collect handles.
  static void set_collector(std::function<void()> collect);
  // Identifies this process among those that ever wrote a handle.
  static const std::string& session_id();

  Opening open(const std::string& path, FileMode mode);

  // A new lease on the file at `path`, for a handle that has none here (deserialised, forked).
  LeaseId adopt(const std::string& path);
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

  // Flushes all changed files; `Error` of kind io tells the first that failed.
  void flush_all();
  void flush(LeaseId lease);

  std::size_t open_files() const;
  std::size_t open_leases() const { return leases_.size(); }

 private:
  struct Lease {
    std::shared_ptr<File> file;
    std::size_t owners = 0;
  };

  std::shared_ptr<OsFile> open_os(const std::string& path, OpenMode mode);
  std::shared_ptr<File> file_at(const std::string& path, bool for_writing);
  std::shared_ptr<File> known_file(const FileIdentity& identity, const std::string& path);
  void start(const std::shared_ptr<File>& file, std::shared_ptr<OsFile> os_file);
  void verify(Lease& lease);
  void follow_replacement(Lease& lease, const FileIdentity& now);
  LeaseId new_lease(const std::shared_ptr<File>& file);
  void end_lease(LeaseId lease, LeaseState how);
  bool in_use(const FileIdentity& identity) const;
  bool leased(const File& file) const;
  void refuse_overwrite(const std::string& path);

  std::unordered_map<LeaseId, Lease> leases_;
  std::vector<LeaseState> states_{LeaseState::unknown};  // by lease id
  std::unordered_map<FileIdentity, std::shared_ptr<File>> open_;
  std::unordered_map<std::string, std::shared_ptr<File>> remembered_;  // closed; serialised handles
  std::unordered_map<std::string, FileIdentity> created_;              // by this process, by path
  std::vector<LeaseId> serialised_;
  std::string failure_;       // of a close in a finaliser
  std::int64_t checked_ = 0;  // when paths were last compared with the disk
};

}  // namespace ch5mpy
