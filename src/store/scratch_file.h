// Bytes in a temporary file that nobody else sees.
//
// Contract: the file is made in `folder` and unlinked at once, so it is gone with the object or the
// process. One thread at a time. Throws Error (io) naming the folder when the disk is full or the
// file cannot be made. A forked child must not write to it.
#pragma once

#include <cstdint>
#include <string>

namespace ch5mpy {

class ScratchFile {
 public:
  explicit ScratchFile(const std::string& folder);
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  void write(std::int64_t offset, const void* data, std::int64_t bytes);
  // Bytes never written read as zero.
  void read(std::int64_t offset, void* data, std::int64_t bytes) const;

 private:
  std::string folder_;
  int descriptor_ = -1;
};

}  // namespace ch5mpy
