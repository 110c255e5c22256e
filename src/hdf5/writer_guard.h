// The locks and the journal of one file that this process has open.
//
// Contract: R's thread. Waits up to the setting `lock_timeout` where another process is in the way, then
// throws Error of kind locked with the fields `path`, `pid` and `host` (the pid is "" where it is not
// known). On file systems without locks it goes on without.
#pragma once

#include <memory>
#include <string>

#include "journal/file_lock.h"
#include "journal/os_file.h"
#include "journal/recovery.h"

namespace ch5mpy {

class WriterGuard {
 public:
  // Makes this process the only writer of the file until the guard goes.
  WriterGuard(const std::string& path, const OsFile& file);

  // Keeps other tools out, from before the first change until it is committed.
  void shut_out();
  void let_in() { lock_->unlock_outer(); }
  // Waits until no process of this package reads the file, and has them wait, while it lives.
  class Applying {
   public:
    explicit Applying(WriterGuard& guard);
    ~Applying() { guard_.lock_->unlock_reading(); }
    Applying(const Applying&) = delete;
    Applying& operator=(const Applying&) = delete;

   private:
    WriterGuard& guard_;
  };

 private:
  std::string path_;
  std::unique_ptr<FileLock> lock_;
};

// Of a file that is open for reading: while it is held, no other process applies a commit.
class ReaderGuard {
 public:
  ReaderGuard(const std::string& path, const OsFile& file);
  // Waits for a commit that is being applied; Error (locked) where that takes too long.
  void hold();
  void release();

 private:
  std::string path_;
  std::unique_ptr<FileLock> lock_;  // null: there are no locks there
};

std::string journal_path(const std::string& path);

// What a dead writer left is brought into the file, or taken away. Error (corrupt) where a sealed
// journal belongs to another state of the file. The guard of `file` must be held.
Recovered settle_journal(const std::string& path, OsFile& file);

// What lies beside the file under its journal's name, left as it is.
enum class JournalState {
  none,
  in_use,    // its writer lives
  unsealed,  // never committed: to be discarded
  sealed,    // a commit that was cut off: to be brought into the file
  foreign,   // such a commit, of another state of the file
  unknown,   // no journal
};
int inspect_journal(const std::string& path, OsFile& file, JournalState& state);

// For reading: `file`, settled where it can be (nobody writes it, and this user may), else as its journal
// says that it is to be.
std::shared_ptr<OsFile> settled_for_reading(const std::string& path, std::shared_ptr<OsFile> file);

}  // namespace ch5mpy
