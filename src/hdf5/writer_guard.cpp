#include "hdf5/writer_guard.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "core/cancel.h"
#include "core/settings.h"
#include "hdf5/file_pool.h"
#include "hdf5/open_error.h"
#include "journal/sealed_view.h"

namespace ch5mpy {

namespace {

using Clock = std::chrono::steady_clock;

bool out_of_descriptors(int error) { return error == EMFILE || error == ENFILE; }

std::unique_ptr<FileLock> open_lock(const std::string& path, const OsFile& file, bool writable,
                                    int& error) {
  std::unique_ptr<FileLock> lock = FileLock::open(path, file.identity(), writable, error);
  if (lock != nullptr || !out_of_descriptors(error)) return lock;
  FilePool::collect_handles();
  return FileLock::open(path, file.identity(), writable, error);
}

// A commit is applied in much less.
constexpr Clock::duration kLongestCommit = std::chrono::seconds(10);
// Readers let go after each call.
constexpr Clock::duration kLongestRead = std::chrono::seconds(10);

// Tries until it is not EWOULDBLOCK, or `longest` has passed.
template <class Try>
int wait_for(Try attempt, Clock::duration longest) {
  Clock::time_point begin = Clock::now();
  for (;;) {
    int error = attempt();
    if (error != EWOULDBLOCK || Clock::now() - begin >= longest) return error;
    poll_cancel();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

Clock::duration lock_timeout() {
  double seconds = std::min(settings().lock_timeout, 1e8);
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

[[noreturn]] void throw_role_taken(const std::string& path, const LockHolder& holder) {
  std::string host = holder.this_host ? host_name() : "another host";
  std::string who = holder.process > 0 ? "process " + std::to_string(holder.process) : "a process";
  throw path_error(ErrorKind::locked, path,
                   "is open for writing in " + who + " on " + host +
                       "; close it there, or wait with h5_options(lock_timeout = ).")
      .with("pid", holder.process > 0 ? std::to_string(holder.process) : "")
      .with("host", host);
}

Error journal_error(ErrorKind kind, const std::string& path, const std::string& what) {
  return path_error(kind, path, what).with("journal", journal_path(path));
}

[[noreturn]] void throw_refused(const std::string& path) {
  throw journal_error(ErrorKind::corrupt, path,
                      "was changed by another program after a commit to it was cut off; '" +
                          journal_path(path) +
                          "' holds that commit. Move it away to use the file as it is.");
}

[[noreturn]] void throw_journal_failed(const std::string& path, int error) {
  throw journal_error(ErrorKind::io, path,
                      "has a journal, '" + journal_path(path) +
                          "', that could not be used: " + os_error_text(error) + ".");
}

bool has_journal(const std::string& path) {
  FileStamp stamp;
  return stat_path(journal_path(path), stamp) == 0;
}

// True when the journal was dealt with, by this process; false when it may not.
bool settle_from_reading(const std::string& path, const OsFile& file) {
  int error = 0;
  LockHolder holder;
  std::unique_ptr<FileLock> lock = FileLock::open(path, file.identity(), true, error);
  if (lock == nullptr) return false;
  error = lock->take_role(holder);
  if (error != 0 && error != ENOTSUP) return false;
  std::unique_ptr<OsFile> main = open_os_file(path, OpenMode::write, error);
  if (main == nullptr || main->identity() != file.identity()) return false;
  Recovered result;
  if (recover(system_files(), *main, journal_path(path), settings().survive_power, result) != 0)
    return false;
  if (result == Recovered::refused) throw_refused(path);
  return true;
}

bool writer_is_alive(const std::string& path, const OsFile& file) {
  int error = 0;
  std::unique_ptr<FileLock> lock = FileLock::open(path, file.identity(), false, error);
  return lock != nullptr && lock->role_is_taken();
}

// A live writer's journal is sealed only while it applies a commit: soon it is not.
bool writer_is_applying(const std::string& path, const OsFile& file) {
  int error = 0;
  if (!writer_is_alive(path, file)) return false;
  std::unique_ptr<OsFile> beside = system_files().open_beside(journal_path(path), file, false, error);
  if (beside == nullptr) return false;
  JournalReader journal(*beside);
  return journal.load() == 0 && journal.sealed();
}

}  // namespace

std::string journal_path(const std::string& path) { return path + ".journal"; }

WriterGuard::WriterGuard(const std::string& path, const OsFile& file) : path_(path) {
  int error = 0;
  lock_ = open_lock(path, file, true, error);
  if (lock_ == nullptr) throw_open_error(path, OpenMode::write, error);
  LockHolder holder;
  error = wait_for([&] { return lock_->take_role(holder); }, lock_timeout());
  if (error == EWOULDBLOCK) throw_role_taken(path, holder);
  if (error != 0 && error != ENOTSUP)
    throw path_error(ErrorKind::io, path, "could not be locked: " + os_error_text(error) + ".");
}

void WriterGuard::shut_out() {
  int error = wait_for([&] { return lock_->lock_outer(); }, lock_timeout());
  if (error != EWOULDBLOCK) return;
  throw path_error(ErrorKind::locked, path_,
                   "is in use by another program; close it there, or wait with "
                   "h5_options(lock_timeout = ).")
      .with("pid", "")
      .with("host", host_name());
}

WriterGuard::Applying::Applying(WriterGuard& guard) : guard_(guard) {
  FileLock& lock = *guard.lock_;
  int error = wait_for([&] { return lock.lock_applying(); }, std::max(lock_timeout(), kLongestRead));
  if (error == EWOULDBLOCK) {
    throw path_error(ErrorKind::locked, guard.path_,
                     "is being read by another process for so long that nothing can be committed; "
                     "the changes wait for the next commit.");
  }
}

ReaderGuard::ReaderGuard(const std::string& path, const OsFile& file) : path_(path) {
  int error = 0;
  lock_ = open_lock(path, file, false, error);
}

void ReaderGuard::hold() {
  if (lock_ == nullptr) return;
  int error = wait_for([&] { return lock_->lock_reading(); }, kLongestCommit);
  if (error == EWOULDBLOCK) {
    throw path_error(ErrorKind::locked, path_,
                     "is being changed by another process for longer than that should take.");
  }
}

void ReaderGuard::release() {
  if (lock_ != nullptr) lock_->unlock_reading();
}

Recovered settle_journal(const std::string& path, OsFile& file) {
  Recovered result;
  auto attempt = [&] {
    return recover(system_files(), file, journal_path(path), settings().survive_power, result);
  };
  int error = attempt();
  if (out_of_descriptors(error)) {
    FilePool::collect_handles();
    error = attempt();
  }
  if (error != 0) throw_journal_failed(path, error);
  if (result == Recovered::refused) throw_refused(path);
  return result;
}

int inspect_journal(const std::string& path, OsFile& file, JournalState& state) {
  state = JournalState::none;
  int error = 0;
  std::unique_ptr<OsFile> beside = system_files().open_beside(journal_path(path), file, false, error);
  if (beside == nullptr) return error == ENOENT ? 0 : error;
  state = JournalState::in_use;
  if (writer_is_alive(path, file)) return 0;
  JournalReader journal(*beside);
  if ((error = journal.load()) != 0) return error;
  state = journal.sealed()                                        ? JournalState::sealed
          : journal.has_header() || may_be_journal(*beside) ? JournalState::unsealed
                                                            : JournalState::unknown;
  if (state != JournalState::sealed) return 0;
  bool fits = false;
  error = journal_fits(file, journal, system_files().boot(), fits);
  if (!fits) state = JournalState::foreign;
  return error;
}

std::shared_ptr<OsFile> settled_for_reading(const std::string& path,
                                            std::shared_ptr<OsFile> file) {
  if (!has_journal(path)) return file;
  wait_for([&] { return writer_is_applying(path, *file) ? EWOULDBLOCK : 0; }, kLongestCommit);
  if (writer_is_alive(path, *file) || !has_journal(path) || settle_from_reading(path, *file))
    return file;
  int error = 0;
  std::shared_ptr<OsFile> view =
      view_through_journal(system_files(), file, journal_path(path), error);
  if (error == EBADMSG) throw_refused(path);
  if (view == nullptr) throw_journal_failed(path, error);
  return view;
}

}  // namespace ch5mpy
