#include "hdf5/file_pool.h"

#include <cstdio>
#include <random>

#include <pthread.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/error.h"

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

// Paths are compared with the disk at most this often, in milliseconds.
constexpr std::int64_t kCheckEvery = 2;
// A long top-level call commits this often, between verbs.
constexpr std::int64_t kCommitEvery = 1000;

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
