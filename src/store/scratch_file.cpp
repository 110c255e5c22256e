#include "store/scratch_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "core/error.h"

namespace ch5mpy {

namespace {

[[noreturn]] void scratch_failed(const char* what, const std::string& folder) {
  throw Error(ErrorKind::io, std::string("A scratch file in '") + folder + "' could not be " +
                                 what + ": " + std::strerror(errno) +
                                 "; free space there, or start R with another TMPDIR.")
      .with("path", folder);
}

}  // namespace

ScratchFile::ScratchFile(const std::string& folder) : folder_(folder) {
  std::string path = folder + "/ch5mpy-scratch-XXXXXX";
  std::vector<char> name(path.begin(), path.end());
  name.push_back('\0');
  descriptor_ = mkstemp(name.data());
  if (descriptor_ < 0) scratch_failed("made", folder_);
  fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
  unlink(name.data());
}

ScratchFile::~ScratchFile() {
  close(descriptor_);
}

void ScratchFile::write(std::int64_t offset, const void* data, std::int64_t bytes) {
  const char* at = static_cast<const char*>(data);
  while (bytes > 0) {
    ssize_t done = pwrite(descriptor_, at, static_cast<std::size_t>(bytes), offset);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) scratch_failed("written", folder_);
    at += done;
    offset += done;
    bytes -= done;
  }
}

void ScratchFile::read(std::int64_t offset, void* data, std::int64_t bytes) const {
  char* at = static_cast<char*>(data);
  while (bytes > 0) {
    ssize_t done = pread(descriptor_, at, static_cast<std::size_t>(bytes), offset);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) scratch_failed("read", folder_);
    if (done == 0) {
      std::memset(at, 0, static_cast<std::size_t>(bytes));
      return;
    }
    at += done;
    offset += done;
    bytes -= done;
  }
}

}  // namespace ch5mpy
