#include "store/chunk_reader.h"

#include "core/settings.h"
#include "rig.h"
#include "store/memory_file.h"

using namespace ch5mpy;

namespace {

struct Threads {
  explicit Threads(int count) { settings().threads = count; }
  ~Threads() { settings().threads = 1; }
};

const std::vector<Dims> kShapes = {{1}, {1000}, {7, 5}, {40, 33}, {5, 4, 6}, {23, 1, 11}};
const std::vector<std::vector<Filter>> kFilters = {{},
                                                   {{1, false, {4}}},
                                                   {{2, true, {4}}, {1, true, {6}}},
                                                   {{2, true, {4}}, {1, true, {1}}, {3, false, {}}},
                                                   {{3, false, {}}}};

// A stored array of random content.
struct Stored {
  Stored(std::mt19937& random, const Dims& dims, std::int64_t size, std::int64_t swapped,
         const std::vector<Filter>& filters) {
    array = {dims, size,
             rig::random_bytes(static_cast<std::size_t>(element_count(dims) * size),
                               static_cast<std::uint32_t>(random()))};
    for (auto& byte : array.bytes) byte &= 3;
    layout.kind = RawLayout::Kind::chunked;
    layout.dims = dims;
    for (std::int64_t extent : dims) {
      layout.chunk.push_back(
          1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(extent + 3)));
    }
    layout.element_size = size;
    layout.swapped = swapped;
    layout.filters = filters;
    if (random() % 2 == 0) {
      layout.fill.assign(static_cast<std::size_t>(size), 0);
      for (auto& byte : layout.fill) byte = static_cast<char>(random());
    }
    index = rig::store_chunks(array, layout, file, static_cast<int>(random() % 4));
  }

  rig::PlainArray array;
  RawLayout layout;
  rig::MemoryFile file;
  ChunkIndex index;
};

void check_boxes(std::mt19937& random, Stored& stored, const ChunkReader& reader, int boxes) {
  for (int i = 0; i < boxes; ++i) {
    Dims start, count;
    rig::random_box(random, stored.layout.dims, start, count);
    auto bytes = static_cast<std::size_t>(element_count(count) * stored.array.size);
    std::vector<std::uint8_t> box(bytes + 8, 0xEE);
    reader.read_box(start, count, box.data());
    bool same = true;
    stored.array.each(start, count, [&](std::uint8_t* here, std::int64_t at) {
      same = same && std::memcmp(here, &box[static_cast<std::size_t>(at)],
                                 static_cast<std::size_t>(stored.array.size)) == 0;
    });
    REQUIRE(same);
    for (std::size_t k = bytes; k < box.size(); ++k) REQUIRE(box[k] == 0xEE);
  }
}

}  // namespace

TEST_CASE("any box of any layout holds the stored elements", "[chunk_reader]") {
  std::mt19937 random(3);
  for (int count : {1, 3}) {
    Threads threads(count);
    for (const Dims& dims : kShapes) {
      for (const auto& filters : kFilters) {
        for (std::int64_t size : {1, 2, 4, 8, 5, 16}) {
          std::int64_t swapped = size == 16 ? 8 : size > 1 && size != 5 && random() % 2 ? size : 0;
          Stored stored(random, dims, size, swapped, filters);
          ChunkOwnership own;
          ChunkReader reader(stored.file, stored.layout, stored.index, own.owner());
          check_boxes(random, stored, reader, 12);
        }
      }
    }
  }
}

TEST_CASE("neighbouring boxes decode a chunk once, whole ones are not kept", "[chunk_reader]") {
  std::mt19937 random(5);
  Stored stored(random, {40, 33}, 4, 0, kFilters[1]);
  stored.layout.chunk = {40, 33};
  stored.index = rig::store_chunks(stored.array, stored.layout, stored.file, 0);
  ChunkOwnership own;
  ChunkReader reader(stored.file, stored.layout, stored.index, own.owner());
  std::vector<char> box(40 * 33 * 4);
  stored.file.reads = 0;
  for (int i = 0; i < 2; ++i) reader.read_box({0, 0}, {40, 33}, box.data());
  CHECK(stored.file.reads == 2);
  for (std::int64_t i = 0; i < 40; ++i) reader.read_box({i, 0}, {1, 33}, box.data());
  CHECK(stored.file.reads == 3);
  reader.forget(0);
  reader.read_box({3, 3}, {1, 1}, box.data());
  CHECK(stored.file.reads == 4);
}

TEST_CASE("damaged chunks are told with their place and address", "[chunk_reader]") {
  std::mt19937 random(9);
  for (std::size_t kind : {1, 2, 3, 4}) {
    Stored stored(random, {64, 64}, 4, 0, kFilters[kind]);
    stored.layout.chunk = {32, 32};
    stored.index = rig::store_chunks(stored.array, stored.layout, stored.file, 0);
    const StoredChunk* last = stored.index.find(3);
    REQUIRE(last != nullptr);
    for (std::uint64_t i = 0; i < last->size; ++i) stored.file.bytes[last->address + i] ^= 0x5A;
    ChunkOwnership own;
    ChunkReader reader(stored.file, stored.layout, stored.index, own.owner());
    std::vector<char> box(64 * 64 * 4);
    try {
      reader.read_box({0, 0}, {64, 64}, box.data());
      FAIL("was read");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::corrupt);
      CHECK(std::string(error.what()).find("(32, 32)") != std::string::npos);
      CHECK(std::string(error.what()).find(std::to_string(last->address)) != std::string::npos);
    }
    reader.read_box({0, 0}, {32, 64}, box.data());
  }
}

TEST_CASE("a stored size that no encoder makes is refused before memory is taken",
          "[chunk_reader]") {
  std::mt19937 random(1);
  Stored stored(random, {64}, 8, 0, kFilters[1]);
  stored.layout.chunk = {64};
  stored.index = ChunkIndex({{0, 0, std::uint64_t{1} << 60, 0}});
  ChunkOwnership own;
  ChunkReader reader(stored.file, stored.layout, stored.index, own.owner());
  std::vector<char> box(64 * 8);
  CHECK(rig::kind_thrown([&] { reader.read_box({0}, {64}, box.data()); }) == "corrupt");
  // nor is one of no bytes
  stored.index = ChunkIndex({{0, 0, 0, 0}});
  CHECK(rig::kind_thrown([&] { reader.read_box({0}, {64}, box.data()); }) == "corrupt");
  stored.layout.filters.clear();
  ChunkReader plain(stored.file, stored.layout, stored.index, own.owner());
  CHECK(rig::kind_thrown([&] { plain.read_box({0}, {64}, box.data()); }) == "corrupt");
}

TEST_CASE("what the system refuses to read is told as such", "[chunk_reader]") {
  std::mt19937 random(2);
  for (std::size_t kind : {0, 1}) {
    Stored stored(random, {64}, 8, 0, kFilters[kind]);
    stored.index = rig::store_chunks(stored.array, stored.layout, stored.file, 0);
    stored.file.broken = true;
    ChunkOwnership own;
    ChunkReader reader(stored.file, stored.layout, stored.index, own.owner());
    std::vector<char> box(64 * 8);
    CHECK(rig::kind_thrown([&] { reader.read_box({0}, {64}, box.data()); }) == "io");
  }
}
