#include "journal/os_file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace ch5mpy {

namespace {

// Linux transfers at most 2 GiB - 4 KiB a call; others less than INT_MAX.
constexpr std::size_t kLargestTransfer = std::size_t{1} << 30;

FileIdentity identity_of(const struct stat& info) {
  return {static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino)};
}

class PosixFile final : public OsFile {
 public:
  PosixFile(int descriptor, const struct stat& info, bool writable)
      : descriptor_(descriptor), identity_(identity_of(info)), writable_(writable) {
    ownership_.user = info.st_uid;
    ownership_.permissions = info.st_mode & 0666;
  }
  ~PosixFile() override { ::close(descriptor_); }

  int read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) override {
    got = 0;
    auto* bytes = static_cast<char*>(buffer);
    while (got < size) {
      std::size_t step = std::min(size - got, kLargestTransfer);
      ssize_t n = ::pread(descriptor_, bytes + got, step, static_cast<off_t>(offset + got));
      if (n == 0) break;
      if (n > 0) {
        got += static_cast<std::size_t>(n);
      } else if (errno != EINTR) {
        return errno;
      }
    }
    return 0;
  }

  int write(const void* buffer, std::size_t size, std::uint64_t offset) override {
    auto* bytes = static_cast<const char*>(buffer);
    ++changes_;
    for (std::size_t done = 0; done < size;) {
      std::size_t step = std::min(size - done, kLargestTransfer);
      ssize_t n = ::pwrite(descriptor_, bytes + done, step, static_cast<off_t>(offset + done));
      if (n == 0) return ENOSPC;
      if (n > 0) {
        done += static_cast<std::size_t>(n);
      } else if (errno != EINTR) {
        return errno;
      }
    }
    return 0;
  }

  int truncate(std::uint64_t size) override {
    ++changes_;
    while (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
      if (errno != EINTR) return errno;
    }
    return 0;
  }

  int size(std::uint64_t& bytes) override {
    struct stat info;
    if (::fstat(descriptor_, &info) != 0) return errno;
    bytes = static_cast<std::uint64_t>(info.st_size);
    return 0;
  }

  int sync() override { return ::fsync(descriptor_) == 0 ? 0 : errno; }

  FileIdentity identity() const override { return identity_; }
  Ownership ownership() const override { return ownership_; }
  bool writable() const override { return writable_; }
  std::uint64_t changes() const override { return changes_; }

 private:
  int descriptor_;
  FileIdentity identity_;
  Ownership ownership_;
  bool writable_;
  std::atomic<std::uint64_t> changes_{0};
};

std::int64_t modification_time(const struct stat& info) {
#ifdef __APPLE__
  const struct timespec& time = info.st_mtimespec;
#else
  const struct timespec& time = info.st_mtim;
#endif
  return std::int64_t{time.tv_sec} * 1000000000 + time.tv_nsec;
}

int open_flags(OpenMode mode) {
  // O_NONBLOCK: a FIFO must not hang the open that finds out what it is.
  const int common = O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  switch (mode) {
    case OpenMode::read:
      return O_RDONLY | common;
    case OpenMode::write:
      return O_RDWR | common;
    case OpenMode::create_new:
      return O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | common;
    case OpenMode::read_no_link:
      return O_RDONLY | O_NOFOLLOW | common;
    case OpenMode::write_no_link:
      return O_RDWR | O_NOFOLLOW | common;
  }
  return O_RDONLY | common;
}

}  // namespace

std::unique_ptr<OsFile> open_os_file(const std::string& path, OpenMode mode, int& error,
                                     unsigned permissions) {
  int descriptor;
  do {
    descriptor = ::open(path.c_str(), open_flags(mode), static_cast<mode_t>(permissions));
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) {
    error = errno;
    return nullptr;
  }
  struct stat info;
  error = ::fstat(descriptor, &info) != 0 ? errno
          : S_ISDIR(info.st_mode)         ? EISDIR
          : S_ISREG(info.st_mode)         ? 0
                                          : ENODEV;
  if (error != 0) {
    ::close(descriptor);
    return nullptr;
  }
  bool writable = mode != OpenMode::read && mode != OpenMode::read_no_link;
  return std::make_unique<PosixFile>(descriptor, info, writable);
}

int stat_path(const std::string& path, FileStamp& stamp) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return errno;
  stamp.identity = identity_of(info);
  stamp.size = static_cast<std::uint64_t>(info.st_size);
  stamp.modified = modification_time(info);
  return 0;
}

int canonical_path(const std::string& path, std::string& canonical) {
  if (char* whole = ::realpath(path.c_str(), nullptr)) {
    canonical = whole;
    std::free(whole);
    return 0;
  }
  if (errno != ENOENT) return errno;
  std::size_t slash = path.rfind('/');
  std::string folder = slash == std::string::npos ? "." : path.substr(0, slash == 0 ? 1 : slash);
  std::string last = slash == std::string::npos ? path : path.substr(slash + 1);
  if (last.empty()) return ENOENT;
  char* above = ::realpath(folder.c_str(), nullptr);
  if (above == nullptr) return errno;
  canonical = above;
  std::free(above);
  if (canonical.back() != '/') canonical += '/';
  canonical += last;
  return 0;
}

int remove_path(const std::string& path) { return ::unlink(path.c_str()) == 0 ? 0 : errno; }

int read_padded(OsFile& file, void* buffer, std::size_t size, std::uint64_t offset) {
  std::size_t got = 0;
  if (int error = file.read(buffer, size, offset, got)) return error;
  if (got < size) std::memset(static_cast<char*>(buffer) + got, 0, size - got);
  return 0;
}

std::string host_name() {
  char name[256] = "";
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

std::string os_error_text(int error) { return std::generic_category().message(error); }

}  // namespace ch5mpy
