// The locks of one file, by which processes keep out of each other's way.
//
//   the writer's role   one process of this package at a time, from its opening for writing (or its
//                       first write) to its closing. Readers do not ask for it.
//   the outer lock      the whole file's flock(), which HDF5's own drivers look at: held exclusively
//                       while changes are uncommitted or being applied, so that other tools stay out.
//   the reading lock    shared by readers of this package while they read, exclusive while a commit is
//                       applied: nobody sees half of it.
//
// All end with the process that holds them, however it dies. The role and the reading lock are locks of
// bytes far beyond any file's end; the holder's process number is told by which byte it locks.
//
// Contract: 0 or an errno value: EWOULDBLOCK where another holds it, ENOTSUP where the file system has
// no such locks (network folders): then there is none, and who asks goes on without. Releasing what is
// not held is harmless. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "journal/os_file.h"

namespace ch5mpy {

struct LockHolder {
  long process = 0;  // 0: not known
  bool this_host = true;
};

class FileLock {
 public:
  // For the file at `path`, which must be `identity` (ESTALE where it is not). Null on failure.
  static std::unique_ptr<FileLock> open(const std::string& path, const FileIdentity& identity,
                                        bool writable, int& error);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // `holder`: of the other process, on EWOULDBLOCK.
  int take_role(LockHolder& holder);
  void leave_role();
  bool has_role() const { return has_role_; }
  // Whether a process, this one included, has the role.
  bool role_is_taken();

  int lock_outer();
  void unlock_outer();
  bool has_outer() const { return has_outer_; }

  int lock_reading();   // shared
  int lock_applying();  // exclusive
  void unlock_reading();

  // In a forked child: lets go of the parent's locks without ending them.
  static void abandon_all();

 private:
  FileLock(int descriptor);

  int descriptor_;
  bool has_role_ = false;
  bool has_outer_ = false;
  FileLock* next_ = nullptr;  // of all in this process
  FileLock* previous_ = nullptr;
};

}  // namespace ch5mpy
