// How an array's elements lie in a file, for who reads and writes its bytes without HDF5.
//
// Contract: pure data, filled by hdf5/raw_storage.h; here so that reading needs no HDF5. Axes are
// in the file's order, the last one fastest.
#pragma once

#include <cstdint>
#include <vector>

#include "codec/codec.h"
#include "core/dims.h"

namespace ch5mpy {

// A chunk as it is stored. `skipped`: bit i set, filter i was left out for it.
struct StoredChunk {
  std::int64_t number = 0;  // of the chunk in the grid of chunks
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::uint32_t skipped = 0;
};

// The chunks that a dataset has in its file, by number.
class ChunkIndex {
 public:
  ChunkIndex() = default;
  // In any order; each number once.
  explicit ChunkIndex(std::vector<StoredChunk> chunks);

  // nullptr for a chunk that was never written.
  const StoredChunk* find(std::int64_t number) const;
  // Adds or replaces one; pointers that `find` gave are good no more.
  void set(const StoredChunk& chunk);
  std::size_t size() const { return chunks_.size(); }

 private:
  // Where it is, or belongs.
  std::size_t place(std::int64_t number) const;

  std::vector<StoredChunk> chunks_;  // by number
};

struct RawLayout {
  enum class Kind {
    opaque,      // only HDF5 can read it
    contiguous,  // all of it from `address` on
    chunked
  };

  Kind kind = Kind::opaque;
  Dims dims;
  Dims chunk;
  std::int64_t element_size = 1;
  // Bytes of a number whose order is not the machine's, 0 where nothing is to be turned around.
  std::int64_t swapped = 0;
  std::uint64_t address = 0;
  std::vector<Filter> filters;
  // One element of what was never written, as in memory; empty: zeros.
  std::vector<char> fill;
};

// Turns around each of the numbers of `width` bytes (2, 4 or 8) at `bytes`.
void swap_bytes(void* bytes, std::int64_t count, std::int64_t width);

}  // namespace ch5mpy
