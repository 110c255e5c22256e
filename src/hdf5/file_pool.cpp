#include "hdf5/file_pool.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <random>

#include <pthread.h>
#include <unistd.h>

#include "core/settings.h"
#include "hdf5/error_stack.h"
#include "hdf5/open_error.h"

namespace ch5mpy {

namespace {

FilePool* current_pool = nullptr;
std::string current_session;
std::function<void()> collector;
pthread_t r_thread;

// A forked child reads what its parent had changed.
void before_fork() {
  if (current_pool == nullptr || !pthread_equal(pthread_self(), r_thread)) return;
  try {
    current_pool->commit_changes();
  } catch (const std::exception&) {
    // The parent finds out at its next flush.
  }
}

// What was inherited is left where it is: closing it would touch the parent's files.
void after_fork_in_child() {
  current_pool = nullptr;
  current_session.clear();
  FileLock::abandon_all();
}

// Paths are compared with the disk at most this often, so that most calls cost no system call.
constexpr std::int64_t kCheckEvery = 2;  // milliseconds
// A long top-level call commits this often, between verbs.
constexpr std::int64_t kCommitEvery = 1000;

std::int64_t now_ms() {
  auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

FileMode parse_file_mode(const std::string& mode) {
  if (mode == "r") return FileMode::read;
  if (mode == "r+") return FileMode::read_write;
  if (mode == "w") return FileMode::truncate;
  if (mode == "w-" || mode == "x") return FileMode::create;
  if (mode == "a") return FileMode::append;
  throw Error(ErrorKind::argument,
              "'mode' is '" + mode + "'; it must be \"r\", \"r+\", \"w\", \"w-\" or \"a\".");
}

LeaseHold::LeaseHold(FilePool& pool, LeaseId lease) : lease_(lease) {
  pool.add_owner(lease);
  pool_ = &pool;
}

LeaseHold::~LeaseHold() {
  if (pool_ != nullptr) pool_->remove_owner(lease_);
}

FilePool& FilePool::instance() {
  static const bool forks_watched = [] {
    r_thread = pthread_self();
    return pthread_atfork(before_fork, nullptr, after_fork_in_child) == 0;
  }();
  (void)forks_watched;
  if (current_pool == nullptr) current_pool = new FilePool();
  return *current_pool;
}

void FilePool::set_collector(std::function<void()> collect) { collector = std::move(collect); }

void FilePool::collect_handles() {
  if (collector) collector();
}

const std::string& FilePool::session_id() {
  instance();  // watches forks
  if (current_session.empty()) {
    std::random_device device;
    char text[64];
    std::snprintf(text, sizeof text, "%ld-%08x%08x", static_cast<long>(::getpid()), device(),
                  device());
    current_session = text;
  }
  return current_session;
}

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

LeaseHold FilePool::adopt(const std::string& path, const std::string& origin) {
  std::shared_ptr<File> file = open_existing(path, false);
  auto known = origins_.find(origin);
  if (known != origins_.end() && open_lease(known->second).file == file) {
    return LeaseHold(*this, known->second);
  }
  LeaseHold hold = new_lease(file);
  leases_[hold.lease()].origin = origin;
  origins_[origin] = hold.lease();
  return hold;
}

LeaseId FilePool::closed_lease() {
  states_.push_back(LeaseState::closed);
  return states_.size() - 1;
}

LeaseHold FilePool::new_lease(const std::shared_ptr<File>& file) {
  states_.push_back(LeaseState::open);
  LeaseId lease = states_.size() - 1;
  leases_[lease].file = file;
  ++open_[file->identity()].leases;
  return LeaseHold(*this, lease);
}

FilePool::Lease& FilePool::open_lease(LeaseId lease) {
  auto it = leases_.find(lease);
  if (it == leases_.end()) throw Error(ErrorKind::internal, "A lease of a file is not open.");
  return it->second;
}

void FilePool::add_owner(LeaseId lease) { ++open_lease(lease).owners; }

void FilePool::remove_owner(LeaseId lease) noexcept {
  try {
    auto it = leases_.find(lease);
    if (it != leases_.end() && --it->second.owners == 0) end_lease(lease, LeaseState::collected);
  } catch (const std::exception& error) {
    failure_ = error.what();
  }
}

void FilePool::close(LeaseId lease) {
  if (lease >= states_.size()) return;
  if (states_[lease] == LeaseState::open) {
    std::shared_ptr<File> file = leases_[lease].file;
    end_lease(lease, LeaseState::closed);
    if (!file->held()) file->commit();  // others may hold it open
  }
  states_[lease] = LeaseState::closed;
}

LeaseState FilePool::state(LeaseId lease) const {
  return lease < states_.size() ? states_[lease] : LeaseState::unknown;
}

void FilePool::set_serialised(LeaseId lease) {
  auto it = leases_.find(lease);
  if (it == leases_.end()) return;
  it->second.serialised = true;
  open_[it->second.file->identity()].serialised = true;
}

void FilePool::end_lease(LeaseId lease, LeaseState how) {
  auto it = leases_.find(lease);
  auto open = open_.find(it->second.file->identity());
  states_[lease] = how;
  if (!it->second.origin.empty()) origins_.erase(it->second.origin);
  leases_.erase(it);
  if (--open->second.leases == 0) close_file(open);
}

void FilePool::close_file(OpenFiles::iterator open) {
  std::shared_ptr<File> file = open->second.file;
  bool serialised = open->second.serialised;
  open_.erase(open);
  if (serialised) remembered_[file->path()] = file;
  struct Forget {  // also when closing fails
    File* file;
    ~Forget() {
      if (file != nullptr) file->objects().forget();
    }
  } forget{serialised ? nullptr : file.get()};
  file->close();
}

std::shared_ptr<File> FilePool::file(LeaseId lease) {
  std::shared_ptr<File> file = open_lease(lease).file;
  bool current = file->is_open() && !file->begin_reading() && now_ms() - file->checked < kCheckEvery;
  if (current) return file;
  verify(file);
  file = open_lease(lease).file;
  file->begin_reading();
  return file;
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

void FilePool::check_writes() {
  for (auto& open : open_) open.second.file->throw_new_failure();
}

void FilePool::end_call() {
  for (auto& open : open_) open.second.file->end_reading();
}

void FilePool::begin_change(const std::shared_ptr<File>& file) {
  require_writable(file);
  file->begin_change();
}

void FilePool::end_verb() {
  in_verb_ = false;
  for (auto& open : open_) {
    if (open.second.file->failed()) open.second.file->commit();  // undoes, and says so
  }
  if (now_ms() - last_commit_ > kCommitEvery) commit_changes();
}

void FilePool::commit_changes() {
  if (in_verb_) return;
  last_commit_ = now_ms();
  std::exception_ptr first;
  for (auto& open : open_) {
    if (open.second.file->held()) continue;
    try {
      open.second.file->commit();
    } catch (const Error&) {
      if (!first) first = std::current_exception();
    }
  }
  if (first) std::rethrow_exception(first);
}

void FilePool::end_top_level() {
  in_verb_ = false;
  commit_changes();
  if (failure_.empty()) return;
  std::string failure = std::move(failure_);
  failure_.clear();
  throw Error(ErrorKind::io, failure);
}

void FilePool::commit(LeaseId lease) {
  std::shared_ptr<File> file = open_lease(lease).file;
  if (in_verb_ || file->held()) file->flush();
  else file->commit();
}

}  // namespace ch5mpy
