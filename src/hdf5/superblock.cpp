#include "hdf5/superblock.h"

#include <cerrno>
#include <cstring>

namespace ch5mpy {

namespace {

constexpr unsigned char kSignature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
constexpr std::size_t kStatusFlags = 11;      // byte of versions 2 and 3
constexpr std::size_t kOldStatusFlags = 20;   // of versions 0 and 1
constexpr unsigned char kWriteAccess = 1;     // bits of it
constexpr unsigned char kApplying = 0x80;     // HDF5 has none such
constexpr std::size_t kOldHeadSize = 48;
constexpr std::size_t kFixedSize = 12;        // of versions 2 and 3, before four addresses and a checksum

std::uint32_t rotated(std::uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

// The checksum of HDF5's metadata: Jenkins' lookup3.
std::uint32_t metadata_checksum(const std::uint8_t* at, std::size_t size) {
  std::uint32_t word[3];
  for (std::uint32_t& w : word) w = 0xdeadbeefu + static_cast<std::uint32_t>(size);
  if (size == 0) return word[2];
  auto add = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      word[i / 4] += static_cast<std::uint32_t>(at[i]) << (8 * (i % 4));
  };
  for (; size > 12; at += 12, size -= 12) {
    static constexpr int turns[6] = {4, 6, 8, 16, 19, 4};
    add(12);
    for (int i = 0; i < 6; ++i) {
      std::uint32_t &a = word[i % 3], &b = word[(i + 1) % 3], &c = word[(i + 2) % 3];
      a = (a - c) ^ rotated(c, turns[i]);
      c += b;
    }
  }
  add(size);
  static constexpr int turns[7] = {14, 11, 25, 16, 4, 14, 24};
  for (int i = 0; i < 7; ++i) {
    std::uint32_t &to = word[(i + 2) % 3], &by = word[(i + 1) % 3];
    to = (to ^ by) - rotated(by, turns[i]);
  }
  return word[2];
}

void put_checksum(std::uint8_t* head, std::size_t size) {
  std::uint32_t sum = metadata_checksum(head, size - 4);
  for (std::size_t i = 0; i < 4; ++i)
    head[size - 4 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
}

void mark_applying(std::uint8_t* head, std::size_t size) {
  bool old = head[8] < 2;
  head[old ? kOldStatusFlags : kStatusFlags] |= kApplying;
  if (!old) put_checksum(head, size);
}

}  // namespace

int read_superblock(OsFile& file, Superblock& block) {
  block = Superblock();
  std::uint64_t size = 0;
  if (int error = file.size(size)) return error;
  // At 0, 512, 1024, 2048, ...: what lies before is the user's.
  for (std::uint64_t offset = 0; offset + 12 <= size; offset = offset == 0 ? 512 : offset * 2) {
    unsigned char bytes[kOldStatusFlags + 1] = {};
    std::size_t got = 0;
    if (int error = file.read(bytes, sizeof bytes, offset, got)) return error;
    if (got < kFixedSize || std::memcmp(bytes, kSignature, sizeof kSignature) != 0) continue;
    block.found = true;
    block.offset = offset;
    block.version = bytes[8];
    block.length_size = bytes[block.version >= 2 ? 10 : 14];
    block.marked_writing = block.version >= 2 && (bytes[kStatusFlags] & kWriteAccess) != 0;
    unsigned char flags = bytes[block.version < 2 ? kOldStatusFlags : kStatusFlags];
    block.marked_applying = (flags & kApplying) != 0;
    std::size_t head = block.version < 2 ? kOldHeadSize : kFixedSize + 4 * bytes[9] + 4;
    block.head_size = head <= kLargestHead ? head : 0;
    return 0;
  }
  return 0;
}

HeadMark superblock_head(const Superblock& block) {
  if (!block.found) return HeadMark();
  return {block.offset, block.head_size, mark_applying};
}

int set_root(OsFile& file, const Superblock& block, std::uint64_t address) {
  if (!block.found || block.version < 2 || block.head_size == 0) return ENOTSUP;
  std::uint8_t head[kLargestHead];
  std::size_t got = 0;
  if (int error = file.read(head, block.head_size, block.offset, got)) return error;
  if (got != block.head_size) return EIO;
  std::size_t bytes = head[9];
  std::uint8_t* root = head + kFixedSize + 3 * bytes;  // the last of four addresses
  for (std::size_t i = 0; i < bytes; ++i)
    root[i] = i < 8 ? static_cast<std::uint8_t>(address >> (8 * i)) : 0;
  put_checksum(head, block.head_size);
  return file.write(head, block.head_size, block.offset);
}

}  // namespace ch5mpy
