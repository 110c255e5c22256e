// What is read of a file before HDF5 sees it: its superblock and the collections of its global
// heap.
#include <cstring>

#include "fuzz/target.h"
#include "hdf5/heap_guard.h"
#include "hdf5/superblock.h"
#include "rig.h"
#include "store/memory_file.h"

namespace {

using fuzz::Bytes;

const char kSignature[] = "\x89HDF\r\n\x1a\n";

void read_head(const Bytes& bytes) {
  rig::MemoryFile file;
  file.bytes = bytes;
  ch5mpy::Superblock block;
  if (ch5mpy::read_superblock(file, block) != 0 || !block.found) return;
  ch5mpy::HeadMark mark = ch5mpy::superblock_head(block);
  (void)mark;
}

// An input: how much of the collection was read, and the file, which begins with it.
void check_heap(const Bytes& bytes) {
  fuzz::Reader reader(bytes);
  auto count = static_cast<std::size_t>(reader.number(2));
  rig::MemoryFile file;
  file.bytes = reader.rest();
  Bytes read(file.bytes.begin(),
             file.bytes.begin() + static_cast<std::ptrdiff_t>(std::min(count, file.bytes.size())));
  ch5mpy::is_sane_heap(file, 0, read.data(), read.size());
}

std::vector<Bytes> heads() {
  std::vector<Bytes> all;
  for (unsigned version = 0; version < 4; ++version) {
    for (std::size_t user_block : {0u, 512u, 1024u}) {
      Bytes bytes(user_block, 0);
      bytes.insert(bytes.end(), kSignature, kSignature + 8);
      fuzz::put(bytes, version, 1);
      for (int i = 0; i < 120; ++i) fuzz::put(bytes, i % 3 == 0 ? 8 : 0, 1);
      all.push_back(bytes);
    }
  }
  return all;
}

std::vector<Bytes> heaps() {
  std::vector<Bytes> all;
  for (std::size_t count : {32u, 200u, 65535u}) {
    Bytes bytes;
    fuzz::put(bytes, count, 2);
    bytes.insert(bytes.end(), {'G', 'C', 'O', 'L', 1, 0, 0, 0});
    fuzz::put(bytes, 512, 8);
    for (unsigned i = 1; i < 10; ++i) {
      fuzz::put(bytes, i, 2);
      fuzz::put(bytes, 1, 2);
      fuzz::put(bytes, 0, 4);
      fuzz::put(bytes, 3 + i, 8);
      fuzz::put(bytes, i * 0x0101010101010101u, (3 + static_cast<int>(i) + 7) / 8 * 8);
    }
    fuzz::put(bytes, 0, 8);
    fuzz::put(bytes, 100, 8);
    bytes.resize(600);
    all.push_back(bytes);
  }
  return all;
}

const fuzz::Register kHeads({"superblock", heads(), read_head});
const fuzz::Register kHeaps({"heap", heaps(), check_heap});

}  // namespace
