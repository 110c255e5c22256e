#include "codec/raw_layout.h"

#include <algorithm>
#include <cstring>

namespace ch5mpy {

namespace {

std::uint16_t turned(std::uint16_t v) {
  return __builtin_bswap16(v);
}
std::uint32_t turned(std::uint32_t v) {
  return __builtin_bswap32(v);
}
std::uint64_t turned(std::uint64_t v) {
  return __builtin_bswap64(v);
}

template <typename T>
void swap_all(void* bytes, std::int64_t count) {
  char* at = static_cast<char*>(bytes);
  for (std::int64_t i = 0; i < count; ++i, at += sizeof(T)) {
    T value;
    std::memcpy(&value, at, sizeof value);
    value = turned(value);
    std::memcpy(at, &value, sizeof value);
  }
}

}  // namespace

ChunkIndex::ChunkIndex(std::vector<StoredChunk> chunks) : chunks_(std::move(chunks)) {
  std::sort(chunks_.begin(), chunks_.end(),
            [](const StoredChunk& a, const StoredChunk& b) { return a.number < b.number; });
}

std::size_t ChunkIndex::place(std::int64_t number) const {
  // Where every chunk is there, it stands at its number.
  auto at = static_cast<std::size_t>(number);
  if (number >= 0 && at < chunks_.size() && chunks_[at].number == number) return at;
  auto found = std::lower_bound(
      chunks_.begin(), chunks_.end(), number,
      [](const StoredChunk& chunk, std::int64_t wanted) { return chunk.number < wanted; });
  return static_cast<std::size_t>(found - chunks_.begin());
}

const StoredChunk* ChunkIndex::find(std::int64_t number) const {
  std::size_t at = place(number);
  return at < chunks_.size() && chunks_[at].number == number ? &chunks_[at] : nullptr;
}

void ChunkIndex::set(const StoredChunk& chunk) {
  std::size_t at = place(chunk.number);
  if (at < chunks_.size() && chunks_[at].number == chunk.number) {
    chunks_[at] = chunk;
  } else {
    chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(at), chunk);
  }
}

void swap_bytes(void* bytes, std::int64_t count, std::int64_t width) {
  if (width == 2) {
    swap_all<std::uint16_t>(bytes, count);
  } else if (width == 4) {
    swap_all<std::uint32_t>(bytes, count);
  } else {
    swap_all<std::uint64_t>(bytes, count);
  }
}

}  // namespace ch5mpy
