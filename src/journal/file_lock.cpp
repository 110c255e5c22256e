#include "journal/file_lock.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal/crc32c.h"

namespace ch5mpy {

namespace {

// Bytes that stand for something: beyond 4 EiB, where no file reaches.
constexpr std::int64_t kReading = std::int64_t{1} << 62;
constexpr std::int64_t kRole = kReading + 1;
constexpr std::int64_t kProcesses = kReading + (std::int64_t{1} << 33);  // + the process's number
constexpr std::int64_t kHosts = kProcesses + (std::int64_t{1} << 33);    // + a checksum of its name
constexpr std::int64_t kEach = std::int64_t{1} << 32;

FileLock* all_locks = nullptr;

std::int64_t host_number() {
  std::string name = host_name();
  return crc32c(name.data(), name.size());
}

int plain_error(int error) {
  switch (error) {
    case EACCES:
    case EAGAIN:
      return EWOULDBLOCK;
    case EINVAL:
    case ENOLCK:
    case ENOSYS:
    case EOPNOTSUPP:
      return ENOTSUP;
    default:
      return error;
  }
}

// Locks of an open file, not of a process: another descriptor's closing does not end them.
#ifdef F_OFD_SETLK
int lock_bytes(int descriptor, short type, std::int64_t begin, std::int64_t size) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = begin;
  lock.l_len = size;
  return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0 ? 0 : plain_error(errno);
}

// Where in these bytes another has a lock; -1 where none.
std::int64_t locked_byte(int descriptor, std::int64_t begin, std::int64_t size) {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = begin;
  lock.l_len = size;
  bool found = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  return found ? static_cast<std::int64_t>(lock.l_start) : -1;
}
#else
int lock_bytes(int, short, std::int64_t, std::int64_t) { return ENOTSUP; }
std::int64_t locked_byte(int, std::int64_t, std::int64_t) { return -1; }
#endif

}  // namespace

std::unique_ptr<FileLock> FileLock::open(const std::string& path, const FileIdentity& identity,
                                         bool writable, int& error) {
  int flags = (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  int descriptor = ::open(path.c_str(), flags);
  if (descriptor < 0) {
    error = errno;
    return nullptr;
  }
  std::unique_ptr<FileLock> lock(new FileLock(descriptor));
  struct stat info;
  error = ::fstat(descriptor, &info) != 0 ? errno : 0;
  bool same = info.st_dev == identity.device && info.st_ino == identity.inode;
  if (error == 0 && !same) error = ESTALE;
  return error == 0 ? std::move(lock) : nullptr;
}

FileLock::FileLock(int descriptor) : descriptor_(descriptor), next_(all_locks) {
  if (all_locks != nullptr) all_locks->previous_ = this;
  all_locks = this;
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (next_ != nullptr) next_->previous_ = previous_;
  (previous_ != nullptr ? previous_->next_ : all_locks) = next_;
}

int FileLock::take_role(LockHolder& holder) {
  if (has_role_) return 0;
  if (int error = lock_bytes(descriptor_, F_WRLCK, kRole, 1)) {
    std::int64_t process = locked_byte(descriptor_, kProcesses, kEach);
    std::int64_t host = locked_byte(descriptor_, kHosts, kEach);
    holder.process = process < 0 ? 0 : static_cast<long>(process - kProcesses);
    holder.this_host = host < 0 || host - kHosts == host_number();
    return error;
  }
  lock_bytes(descriptor_, F_WRLCK, kProcesses + ::getpid(), 1);
  lock_bytes(descriptor_, F_WRLCK, kHosts + host_number(), 1);
  has_role_ = true;
  return 0;
}

void FileLock::leave_role() {
  if (!has_role_) return;
  lock_bytes(descriptor_, F_UNLCK, kRole, kHosts + kEach - kRole);
  has_role_ = false;
}

bool FileLock::role_is_taken() {
  return has_role_ || locked_byte(descriptor_, kRole, 1) >= 0;
}

int FileLock::lock_outer() {
  if (has_outer_) return 0;
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR) return plain_error(errno);
  }
  has_outer_ = true;
  return 0;
}

void FileLock::unlock_outer() {
  if (has_outer_) ::flock(descriptor_, LOCK_UN);
  has_outer_ = false;
}

int FileLock::lock_reading() { return lock_bytes(descriptor_, F_RDLCK, kReading, 1); }

int FileLock::lock_applying() { return lock_bytes(descriptor_, F_WRLCK, kReading, 1); }

void FileLock::unlock_reading() { lock_bytes(descriptor_, F_UNLCK, kReading, 1); }

void FileLock::abandon_all() {
  for (FileLock* lock = all_locks; lock != nullptr; lock = lock->next_) {
    ::close(lock->descriptor_);
    lock->descriptor_ = -1;
    lock->has_role_ = lock->has_outer_ = false;
  }
  all_locks = nullptr;
}

}  // namespace ch5mpy
