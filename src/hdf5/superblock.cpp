#include "hdf5/superblock.h"

#include <cstring>

namespace ch5mpy {

namespace {

constexpr unsigned char kSignature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
constexpr std::size_t kStatusFlags = 11;   // byte of versions 2 and 3
constexpr unsigned char kWriteAccess = 1;  // its bit

}  // namespace

int read_superblock(OsFile& file, Superblock& block) {
  block = Superblock();
  std::uint64_t size = 0;
  if (int error = file.size(size)) return error;
  // At 0, 512, 1024, 2048, ...: what lies before is the user's.
  for (std::uint64_t offset = 0; offset + 12 <= size; offset = offset == 0 ? 512 : offset * 2) {
    unsigned char bytes[16] = {};
    std::size_t got = 0;
    if (int error = file.read(bytes, sizeof bytes, offset, got)) return error;
    if (got < 12 || std::memcmp(bytes, kSignature, sizeof kSignature) != 0) continue;
    block.found = true;
    block.offset = offset;
    block.version = bytes[8];
    block.length_size = bytes[block.version >= 2 ? 10 : 14];
    block.marked_writing = block.version >= 2 && (bytes[kStatusFlags] & kWriteAccess) != 0;
    return 0;
  }
  return 0;
}

}  // namespace ch5mpy
