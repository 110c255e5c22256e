// A file in memory, and arrays written into it as HDF5 lays them out.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstring>
#include <random>
#include <vector>

#include "codec/pipeline.h"
#include "codec/raw_layout.h"
#include "journal/os_file.h"

namespace rig {

using ch5mpy::Dims;

class MemoryFile : public ch5mpy::OsFile {
 public:
  int read(void* buffer, std::size_t size, std::uint64_t offset, std::size_t& got) override {
    ++reads;
    if (broken) return EIO;
    got = offset >= bytes.size() ? 0 : std::min<std::size_t>(size, bytes.size() - offset);
    if (got > 0) std::memcpy(buffer, bytes.data() + offset, got);
    bytes_read += static_cast<std::int64_t>(got);
    return 0;
  }
  int write(const void*, std::size_t, std::uint64_t) override { return EBADF; }
  int truncate(std::uint64_t) override { return EBADF; }
  int size(std::uint64_t& size) override {
    size = bytes.size();
    return 0;
  }
  int sync() override { return 0; }
  ch5mpy::FileIdentity identity() const override { return {}; }
  ch5mpy::Ownership ownership() const override { return {}; }
  bool writable() const override { return false; }
  std::uint64_t changes() const override { return 0; }

  std::uint64_t append(const std::uint8_t* data, std::int64_t size) {
    std::uint64_t address = bytes.size();
    bytes.insert(bytes.end(), data, data + size);
    return address;
  }

  std::vector<std::uint8_t> bytes;
  std::atomic<int> reads{0};
  std::atomic<std::int64_t> bytes_read{0};
  bool broken = false;
};

// An array of elements of so many bytes, in the file's order: what is in it, plainly.
struct PlainArray {
  Dims dims;
  std::int64_t size = 1;
  std::vector<std::uint8_t> bytes;

  // Visits the elements of a box: f(the element's bytes here, its offset in bytes in the box).
  template <typename F>
  void each(const Dims& start, const Dims& count, F f) {
    Dims strides = ch5mpy::row_major_strides(dims);
    for (std::int64_t i = 0; i < ch5mpy::element_count(count); ++i) {
      std::int64_t rest = i, at = 0;
      for (std::size_t a = dims.size(); a-- > 0;) {
        at += (start[a] + rest % count[a]) * strides[a];
        rest /= count[a];
      }
      f(&bytes[static_cast<std::size_t>(at * size)], i * size);
    }
  }
};

// Stores `array` by chunks in `file`; every `gap`th chunk is left unwritten and gets the fill value
// in `array` too.
inline ch5mpy::ChunkIndex store_chunks(PlainArray& array, const ch5mpy::RawLayout& layout,
                                       MemoryFile& file, int gap) {
  std::vector<ch5mpy::StoredChunk> chunks;
  ch5mpy::Pipeline pipeline(layout.filters);
  std::size_t rank = array.dims.size();
  Dims cells(rank);
  for (std::size_t a = 0; a < rank; ++a) {
    cells[a] = (array.dims[a] + layout.chunk[a] - 1) / layout.chunk[a];
  }
  auto size = static_cast<std::size_t>(array.size);
  for (std::int64_t number = 0; number < ch5mpy::element_count(cells); ++number) {
    Dims start(rank), count(rank);
    std::int64_t rest = number;
    for (std::size_t a = rank; a-- > 0;) {
      start[a] = rest % cells[a] * layout.chunk[a];
      count[a] = std::min(layout.chunk[a], array.dims[a] - start[a]);
      rest /= cells[a];
    }
    std::vector<char> fill = layout.fill.empty() ? std::vector<char>(size) : layout.fill;
    if (gap > 0 && number % gap == 0) {
      array.each(start, count,
                 [&](std::uint8_t* here, std::int64_t) { std::memcpy(here, fill.data(), size); });
      continue;
    }
    PlainArray chunk{layout.chunk, array.size, {}};
    chunk.bytes.assign(static_cast<std::size_t>(ch5mpy::element_count(layout.chunk)) * size, 99);
    std::vector<std::uint8_t> box(static_cast<std::size_t>(ch5mpy::element_count(count)) * size);
    array.each(start, count, [&](std::uint8_t* here, std::int64_t at) {
      std::memcpy(&box[static_cast<std::size_t>(at)], here, size);
    });
    chunk.each(Dims(rank, 0), count, [&](std::uint8_t* here, std::int64_t at) {
      std::memcpy(here, &box[static_cast<std::size_t>(at)], size);
    });
    if (layout.swapped > 0) {
      ch5mpy::swap_bytes(chunk.bytes.data(),
                         static_cast<std::int64_t>(chunk.bytes.size()) / layout.swapped,
                         layout.swapped);
    }
    auto encoded = pipeline.encode(ch5mpy::ConstBytes(chunk.bytes));
    chunks.push_back({number, file.append(encoded.bytes.data(), encoded.bytes.size()),
                      static_cast<std::uint64_t>(encoded.bytes.size()), encoded.skipped});
  }
  return ch5mpy::ChunkIndex(std::move(chunks));
}

// A box inside an array, none of its extents zero.
inline void random_box(std::mt19937& random, const Dims& dims, Dims& start, Dims& count) {
  start.assign(dims.size(), 0);
  count = dims;
  for (std::size_t a = 0; a < dims.size(); ++a) {
    if (random() % 3 == 0) continue;
    start[a] = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(dims[a]));
    count[a] =
        1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(dims[a] - start[a]));
  }
}

}  // namespace rig
