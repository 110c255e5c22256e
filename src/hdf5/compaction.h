// A file written anew without what lies free in it, in its place.
//
// Contract: R's thread. The copy grows beside the file, reaches the device, and then takes its name: a kill
// at any moment leaves the old file or the new one. Throws Error: locked (this process has the file open, or
// another one for writing), not_found, mode, io, corrupt, unsupported (nested too deep); the file is then
// as it was.
#pragma once

#include <cstdint>
#include <string>

#include "journal/os_file.h"

namespace ch5mpy {

struct Compaction {
  std::uint64_t before = 0, after = 0;  // bytes
  FileIdentity old_identity, new_identity;
  std::string path;  // canonical
};

Compaction compact_file(const std::string& path);

}  // namespace ch5mpy
