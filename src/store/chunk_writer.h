// Boxes of a chunked array, encoded and written without HDF5's pipeline.
//
// Contract: axes in the file's order, memory as `BoxStore::write_box` has it. Called on R's thread;
// chunks are encoded on the pool's threads, a few at a time, and handed to `put` on the calling
// one. A chunk of which only a part is written is read, changed and written once. After an error
// some chunks are written, others not.
#pragma once

#include <functional>

#include "store/chunk_reader.h"

namespace ch5mpy {

class ChunkWriter {
 public:
  // Stores an encoded chunk: where it begins, its number, its bytes.
  using Put = std::function<void(const Dims& origin, std::int64_t number, ConstBytes bytes,
                                 std::uint32_t skipped)>;

  // `reader` reads the same array and outlives the writer.
  ChunkWriter(const RawLayout& layout, const ChunkReader& reader, Put put)
      : layout_(layout), reader_(reader), put_(std::move(put)) {}

  void write_box(const Dims& start, const Dims& count, const void* memory);

 private:
  struct Encoded;

  Encoded encode(const ChunkReader::Part& part, const Dims& box, const char* memory) const;
  // Its elements as they are to be stored; in `memory` itself where they lie together there.
  const char* elements(const ChunkReader::Part& part, const Dims& box, const char* memory,
                       ChunkCodec::Desk& desk) const;

  const RawLayout& layout_;
  const ChunkReader& reader_;
  Put put_;
};

}  // namespace ch5mpy
