// One file whose changes are committed or lost as a whole: an OsFile over another one, the main file.
//
//            write, truncate                  commit(): seal written         applied, journal removed
//     clean ----------------> changed ------------------------> sealed ----------------------> clean
//       ^                       |  a write or sync failed          |  applying failed
//       |        rollback()     v                                  v
//       +-------- changed or failed                              broken (the next opening recovers)
//
// Writes below the committed end (where the main file ended at the last commit) go to the journal,
// a file beside it; writes beyond it go straight to the main file, where nothing refers to them yet.
//
// Invariants:
//   1. Below the committed end the main file changes only in state `sealed`: until then it is what
//      the last commit left, and so it is again after a rollback.
//   2. The seal is written after all that it commits: the records before it, and what lies beyond the
//      committed end (with `sync`: after that reached the device).
//   3. With `sync`, the journal and its name reach the device before anything is applied.
//   4. With `sync`, what was applied reaches the device before the journal goes.
//   5. The first byte applied marks the head as unfinished, the last one makes it good.
//   6. After a failed write or sync nothing is written until rollback(); none is tried again. A
//      failure after the seal leaves journal and file to recovery.
//   7. read() gives the bytes written last, in every state; size() the size that the commit will have.
//   8. No record overlaps another; bytes that are the same as those there make none.
//   9. A record tells what stood at its place, so that recovery can refuse a file that is another.
//
// Contract: no HDF5, no R, no exceptions from OsFile's functions; 0 or an errno value. Reads may run on
// several threads, also beside a write. The journal must not exist: recovery comes first.
#pragma once

#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <string>

#include "journal/extent_index.h"
#include "journal/file_system.h"
#include "journal/writer.h"

namespace ch5mpy {

// Where the main file's head is, and how it is made one that other programs refuse.
struct HeadMark {
  std::uint64_t offset = 0;
  std::size_t size = 0;  // at most kLargestHead; 0: none
  void (*mark)(std::uint8_t* head, std::size_t size) = nullptr;
};

enum class TransactionState { clean, changed, sealed, failed, broken };

class Transaction final : public OsFile {
 public:
  Transaction(FileSystem& files, std::shared_ptr<OsFile> main, std::string journal_path,
              HeadMark head, bool sync);

  int read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) override;
  int write(const void* buffer, std::size_t size, std::uint64_t offset) override;
  int truncate(std::uint64_t size) override;
  int size(std::uint64_t& bytes) override;
  int sync() override { return 0; }  // the commit does, when it is asked to
  FileIdentity identity() const override { return main_->identity(); }
  Ownership ownership() const override { return main_->ownership(); }
  bool writable() const override { return main_->writable(); }
  std::uint64_t changes() const override { return main_->changes(); }

  TransactionState state() const { return state_; }
  // The error that made it `failed` or `broken`.
  int error() const { return error_; }
  // In state `clean`: the file is used up to here only, what lies beyond is nobody's.
  void set_committed_end(std::uint64_t end);
  void set_sync(bool sync) { sync_ = sync; }
  // The main file was renamed. For journals begun from now on.
  void set_journal_path(std::string path) { journal_path_ = std::move(path); }
  // In state `clean`. Not atomic: everything is written straight to the main file, and a rollback
  // undoes nothing.
  void set_atomic(bool atomic);
  bool atomic() const { return atomic_; }

  // Makes all changes since the last commit the main file's content. After an error it is `failed`:
  // nothing is committed, or `broken`: it is, but only recovery can bring it to the main file.
  int commit();
  // Undoes all changes since the last commit.
  int rollback();
  // In state `failed`: until rollback(), writes and truncations are dropped and succeed, so that who
  // wrote here can close in peace.
  void abandon();

 private:
  int read_main(std::uint8_t* buffer, std::uint64_t begin, std::uint64_t end);
  int write_below(const std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end);
  int journal(const std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end);
  JournalWriter& writer();
  int fail(int error);
  int seal(JournalSeal& seal);
  int read_heads(JournalSeal& seal);
  int finish();
  int remove_journal();
  bool takes_changes() const {
    return state_ == TransactionState::clean || state_ == TransactionState::changed;
  }

  FileSystem& files_;
  std::shared_ptr<OsFile> main_;
  std::string journal_path_;
  HeadMark head_;
  bool sync_;
  mutable std::shared_mutex mutex_;
  TransactionState state_ = TransactionState::clean;
  int error_ = 0;
  bool abandoned_ = false;
  bool atomic_ = true;
  std::uint64_t committed_end_ = 0;
  std::uint64_t end_ = 0;
  std::unique_ptr<JournalWriter> writer_;  // null: no record yet
  ExtentIndex index_;
};

}  // namespace ch5mpy
