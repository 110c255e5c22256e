#include "codec/raw_layout.h"

#include <cstring>

#include "rig.h"

using ch5mpy::ChunkIndex;
using ch5mpy::StoredChunk;

TEST_CASE("a chunk is found by its number, whatever the order and the gaps", "[raw_layout]") {
  ChunkIndex index({{7, 700, 70, 0}, {0, 10, 1, 0}, {1000000, 5, 9, 2}, {1, 20, 2, 1}});
  CHECK(index.size() == 4);
  CHECK(index.find(0)->address == 10);
  CHECK(index.find(1)->skipped == 1);
  CHECK(index.find(7)->size == 70);
  CHECK(index.find(1000000)->address == 5);
  for (std::int64_t absent : {-1, 2, 3, 6, 8, 999999, 1000001})
    CHECK(index.find(absent) == nullptr);
  CHECK(ChunkIndex().find(0) == nullptr);
}

TEST_CASE("a chunk that is set is found, in the place of the one before", "[raw_layout]") {
  ChunkIndex index;
  for (std::int64_t number : {5, 0, 3, 5, 1}) {
    index.set({number, static_cast<std::uint64_t>(number + 100), 1, 0});
  }
  CHECK(index.size() == 4);
  index.set({3, 7, 2, 0});
  CHECK(index.size() == 4);
  CHECK(index.find(3)->address == 7);
  CHECK(index.find(5)->address == 105);
  CHECK(index.find(2) == nullptr);
}

TEST_CASE("numbers of each width are turned around, twice is not at all", "[raw_layout]") {
  for (std::int64_t width : {2, 4, 8}) {
    std::vector<std::uint8_t> bytes = rig::random_bytes(static_cast<std::size_t>(width) * 5);
    std::vector<std::uint8_t> before = bytes;
    ch5mpy::swap_bytes(bytes.data(), 5, width);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      auto w = static_cast<std::size_t>(width);
      CHECK(bytes[i] == before[i / w * w + (w - 1 - i % w)]);
    }
    ch5mpy::swap_bytes(bytes.data(), 5, width);
    CHECK(bytes == before);
  }
}
