// One file of the operating system, behind an interface so that a test can lose, tear or refuse
// what is written. The HDF5 driver stands on it.
//
// Contract: no HDF5, no R, no exceptions from the member functions (they run inside HDF5's
// callbacks): each returns 0 or an errno value. Positioned reads and writes may run on several
// threads at once. The destructor closes the descriptor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ch5mpy {

// What a file is, however it is spelled.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FileIdentity& o) const { return device == o.device && inode == o.inode; }
  bool operator!=(const FileIdentity& o) const { return !(*this == o); }
  bool operator<(const FileIdentity& o) const {
    return device != o.device ? device < o.device : inode < o.inode;
  }
};

// What a path says about its file, symbolic links followed.
struct FileStamp {
  FileIdentity identity;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds

  bool same_content(const FileStamp& o) const { return size == o.size && modified == o.modified; }
};

struct Ownership {
  std::uint64_t user = 0;
  unsigned permissions = 0600;
};

class OsFile {
 public:
  virtual ~OsFile() = default;

  // Reads up to `size` bytes; `got` is smaller only at the end of the file.
  virtual int read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) = 0;
  // Writes all `size` bytes.
  virtual int write(const void* buffer, std::size_t size, std::uint64_t offset) = 0;
  virtual int truncate(std::uint64_t size) = 0;
  virtual int size(std::uint64_t& bytes) = 0;
  // Has what was written reach the device.
  virtual int sync() = 0;

  virtual FileIdentity identity() const = 0;
  virtual Ownership ownership() const = 0;  // when it was opened
  virtual bool writable() const = 0;
  // Writes and truncations so far: whether a change of the file on disk can be our own.
  virtual std::uint64_t changes() const = 0;
};

// `_no_link`: ELOOP where the path's last part is a symbolic link.
enum class OpenMode { read, write, create_new, read_no_link, write_no_link };

// Opens a regular file; `create_new` fails with EEXIST where something is, and makes it with those
// of `permissions` that the process's mask allows. Never truncates. On failure returns null and sets
// `error` (an errno value; EISDIR for a directory, ENODEV for any other thing that is not a regular
// file). Never blocks on a FIFO.
std::unique_ptr<OsFile> open_os_file(const std::string& path, OpenMode mode, int& error,
                                     unsigned permissions = 0666);

// What lies at `path` now; 0 or an errno value.
int stat_path(const std::string& path, FileStamp& stamp);

// The absolute path without symbolic links. A last part that does not exist yet is kept as it is.
int canonical_path(const std::string& path, std::string& canonical);

int remove_path(const std::string& path);

// Reads all `size` bytes: zeros where the file is shorter.
int read_padded(OsFile& file, void* buffer, std::size_t size, std::uint64_t offset);

// Of the machine; empty where the system does not tell.
std::string host_name();

// The system's words for an errno value.
std::string os_error_text(int error);

}  // namespace ch5mpy

template <>
struct std::hash<ch5mpy::FileIdentity> {
  std::size_t operator()(const ch5mpy::FileIdentity& id) const noexcept {
    return std::hash<std::uint64_t>()(id.inode * 0x9E3779B97F4A7C15ull ^ id.device);
  }
};
