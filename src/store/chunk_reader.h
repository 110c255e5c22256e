// Boxes of a chunked array, read and decoded without HDF5.
//
// Contract: axes in the file's order, memory as `BoxStore::read_box` has it. Any thread; chunks are
// read in the order in which they lie in the file, on the pool's threads. A chunk of which only a
// part is asked for is kept in the chunk cache. What was never written is the fill value. Throws
// Error (corrupt, naming the chunk's place in the array and its address) for bytes that are not
// what an encoder makes, and Error (io). Everything handed in outlives it.
#pragma once

#include <optional>
#include <vector>

#include "codec/raw_layout.h"
#include "journal/os_file.h"
#include "store/chunk_cache.h"
#include "store/chunk_codec.h"

namespace ch5mpy {

class ChunkReader {
 public:
  ChunkReader(OsFile& file, const RawLayout& layout, const ChunkIndex& index, ChunkOwner owner);

  void read_box(const Dims& start, const Dims& count, void* memory) const;

  // The part of the box that lies in one chunk, in elements.
  struct Part {
    std::int64_t number = 0;            // of the chunk
    std::optional<StoredChunk> stored;  // nothing: never written
    Dims origin;                        // of the chunk in the array
    Dims inside;                        // where the part begins in the chunk,
    Dims outside;                       // and in the box
    Dims count;
    bool whole = false;  // all of the chunk's elements that the array has

    std::uint64_t address() const { return stored ? stored->address : 0; }
  };
  std::vector<Part> parts_of(const Dims& start, const Dims& count) const;

  // All elements of the part's chunk into the desk's `decoded` buffer.
  void load(const Part& part, ChunkCodec::Desk& desk) const;
  // Before a chunk is written; and after, when the desk's buffer has all its elements.
  void forget(std::int64_t number) const { ChunkCache::global().forget(owner_, number); }
  void keep(const Part& part, ChunkCodec::Desk& desk) const;

  ChunkCodec& codec() const { return codec_; }

 private:
  void read_part(const Part& part, const Dims& box, char* memory) const;
  bool is_plain(const Part& part) const;
  void decode(const Part& part, ChunkCodec::Desk& desk, char* memory) const;
  void fill(char* memory, std::int64_t elements) const;

  OsFile& file_;
  const RawLayout& layout_;
  const ChunkIndex& index_;
  ChunkOwner owner_;
  mutable ChunkCodec codec_;
};

}  // namespace ch5mpy
