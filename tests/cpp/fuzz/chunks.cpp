// Arrays read by chunks of which index and bytes are damaged.
#include "fuzz/target.h"
#include "rig.h"
#include "store/chunk_reader.h"
#include "store/memory_file.h"

namespace {

using ch5mpy::Dims;
using fuzz::Bytes;

constexpr std::int64_t kRows = 30, kColumns = 20;

ch5mpy::RawLayout layout_of(unsigned kind) {
  ch5mpy::RawLayout layout;
  layout.kind = ch5mpy::RawLayout::Kind::chunked;
  layout.dims = {kRows, kColumns};
  layout.chunk = {8, 7};
  layout.element_size = 8;
  layout.swapped = kind % 2 == 0 ? 0 : 8;
  if (kind % 4 >= 1) layout.filters.push_back({1, false, {4}});
  if (kind % 4 >= 2) layout.filters.insert(layout.filters.begin(), {2, false, {8}});
  if (kind % 4 >= 3) layout.filters.push_back({3, false, {}});
  return layout;
}

// An input: the kind of array, its chunks' number, address, size and mask, and the file.
void read(const Bytes& bytes) {
  fuzz::Reader reader(bytes);
  ch5mpy::RawLayout layout = layout_of(static_cast<unsigned>(reader.number(1)));
  std::vector<ch5mpy::StoredChunk> chunks;
  for (auto n = reader.number(1) % 32; n > 0; --n) {
    ch5mpy::StoredChunk chunk;
    chunk.number = static_cast<std::int64_t>(reader.number(2));
    chunk.address = reader.number(8);
    chunk.size = reader.number(8);
    chunk.skipped = static_cast<std::uint32_t>(reader.number(1));
    chunks.push_back(chunk);
  }
  rig::MemoryFile file;
  file.bytes = reader.rest();
  ch5mpy::ChunkIndex index(std::move(chunks));
  ch5mpy::ChunkOwnership own;
  ch5mpy::ChunkReader chunk_reader(file, layout, index, own.owner());
  std::vector<double> all(kRows * kColumns);
  chunk_reader.read_box(Dims{0, 0}, Dims{kRows, kColumns}, all.data());
  chunk_reader.read_box(Dims{3, 5}, Dims{9, 4}, all.data());
}

Bytes seed_of(unsigned kind) {
  ch5mpy::RawLayout layout = layout_of(kind);
  rig::PlainArray array{layout.dims, layout.element_size,
                        rig::random_bytes(kRows * kColumns * 8, kind)};
  rig::MemoryFile file;
  ch5mpy::ChunkIndex index = rig::store_chunks(array, layout, file, kind >= 4 ? 3 : 0);
  Bytes bytes;
  fuzz::put(bytes, kind, 1);
  fuzz::put(bytes, index.size(), 1);
  for (std::int64_t number = 0; number < 12; ++number) {
    const ch5mpy::StoredChunk* chunk = index.find(number);
    if (chunk == nullptr) continue;
    fuzz::put(bytes, static_cast<std::uint64_t>(chunk->number), 2);
    fuzz::put(bytes, chunk->address, 8);
    fuzz::put(bytes, chunk->size, 8);
    fuzz::put(bytes, chunk->skipped, 1);
  }
  bytes.insert(bytes.end(), file.bytes.begin(), file.bytes.end());
  return bytes;
}

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (unsigned kind = 0; kind < 8; ++kind) all.push_back(seed_of(kind));
  return all;
}

const fuzz::Register kChunks({"chunks", seeds(), read});

}  // namespace
