#include "journal/file_system.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace ch5mpy {

namespace {

class SystemFiles final : public FileSystem {
 public:
  std::unique_ptr<OsFile> open_beside(const std::string& path, const OsFile& main, bool writable,
                                      int& error) override {
    OpenMode mode = writable ? OpenMode::write_no_link : OpenMode::read_no_link;
    std::unique_ptr<OsFile> file = open_os_file(path, mode, error);
    if (file == nullptr) return nullptr;
    std::uint64_t owner = file->ownership().user;
    if (owner == main.ownership().user || owner == ::geteuid()) return file;
    error = EPERM;
    return nullptr;
  }

  std::unique_ptr<OsFile> create_beside(const std::string& path, const OsFile& main,
                                        int& error) override {
    return open_os_file(path, OpenMode::create_new, error, main.ownership().permissions);
  }

  int remove(const std::string& path) override { return remove_path(path); }

  int rename(const std::string& from, const std::string& to) override {
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
  }

  int sync_folder(const std::string& path) override {
    std::size_t slash = path.rfind('/');
    std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    int descriptor = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (descriptor < 0) return errno;
    int error = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
    ::close(descriptor);
    return error;
  }

  std::string boot() override {
    char text[64];
    int descriptor = ::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return "";
    ssize_t got = ::read(descriptor, text, sizeof text);
    ::close(descriptor);
    std::string id(text, got > 0 ? static_cast<std::size_t>(got) : 0);
    return id.substr(0, id.find('\n'));
  }
};

}  // namespace

FileSystem& system_files() {
  static FileSystem* files = new SystemFiles();
  return *files;
}

}  // namespace ch5mpy
