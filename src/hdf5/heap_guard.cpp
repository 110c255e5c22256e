#include "hdf5/heap_guard.h"

#include <algorithm>
#include <cstring>

#include "hdf5/superblock.h"

namespace ch5mpy {

namespace {

// Offsets as HDF5's file format has them, with lengths of 8 bytes: smaller ones cannot wrap around.
constexpr std::size_t kHeader = 16;  // "GCOL", version, reserved, size of the collection
constexpr std::size_t kObject = 16;  // index, references, reserved, size of the object

std::uint64_t number_at(const unsigned char* bytes) {
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

// What was read of a collection, and the file that has the rest.
class Collection {
 public:
  Collection(OsFile& file, std::uint64_t address, const unsigned char* bytes, std::size_t count)
      : file_(file), address_(address), bytes_(bytes), count_(count) {}

  // Objects follow each other, each padded to 8 bytes; one of index 0 is free space.
  bool objects_fit(std::uint64_t size) {
    unsigned char header[kObject];
    for (std::uint64_t at = kHeader; at + kObject <= size;) {
      if (!read(at, size, header)) return true;  // HDF5 will say so
      bool free = header[0] == 0 && header[1] == 0;
      std::uint64_t length = number_at(header + 8);
      if (length > size - at || (free && length == 0)) return false;
      at += free ? length : kObject + (length + 7) / 8 * 8;
    }
    return true;
  }

 private:
  bool read(std::uint64_t at, std::uint64_t size, unsigned char* header) {
    if (at + kObject <= count_) {
      std::memcpy(header, bytes_ + at, kObject);
      return true;
    }
    if (at < window_begin_ || at + kObject > window_end_) {
      std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kWindow, size - at));
      std::size_t got = 0;
      window_begin_ = window_end_ = at;
      if (file_.read(window_, wanted, address_ + at, got) != 0 || got < kObject) return false;
      window_end_ = at + got;
    }
    std::memcpy(header, window_ + (at - window_begin_), kObject);
    return true;
  }

  static constexpr std::size_t kWindow = 1 << 14;

  OsFile& file_;
  std::uint64_t address_;
  const unsigned char* bytes_;
  std::size_t count_;
  unsigned char window_[kWindow];  // of what is read from the file
  std::uint64_t window_begin_ = 0, window_end_ = 0;
};

}  // namespace

bool is_sane_heap(OsFile& file, std::uint64_t address, const void* bytes, std::size_t count) {
  const auto* read = static_cast<const unsigned char*>(bytes);
  if (count < kHeader || std::memcmp(read, "GCOL\1", 5) != 0) return true;
  if (Collection(file, address, read, count).objects_fit(number_at(read + 8))) return true;
  Superblock block;
  return read_superblock(file, block) != 0 || block.length_size != 8;
}

}  // namespace ch5mpy
