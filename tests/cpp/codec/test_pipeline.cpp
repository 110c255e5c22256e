#include "codec/pipeline.h"

#include "core/memory_budget.h"
#include "rig.h"

using ch5mpy::Filter;
using ch5mpy::MemoryBudget;
using ch5mpy::Pipeline;
using Input = std::vector<std::uint8_t>;

namespace {

const Filter deflate{1, true, {4}};
const Filter shuffle4{2, true, {4}};
const Filter checksum{3, false, {}};

Input copy(ch5mpy::ConstBytes bytes) {
  return Input(bytes.begin(), bytes.end());
}

Input decode(Pipeline& pipeline, const Input& stored, std::uint32_t skipped, std::size_t size) {
  Input chunk(size);
  pipeline.decode(stored, skipped, chunk);
  return chunk;
}

Input slow_integers(std::size_t count) {
  Input bytes(4 * count, 0);
  for (std::size_t i = 0; i < count; ++i) bytes[4 * i] = static_cast<std::uint8_t>(i / 50);
  return bytes;
}

}  // namespace

TEST_CASE("every combination of filters gives the chunk back", "[pipeline]") {
  const std::vector<std::vector<Filter>> pipelines{{},
                                                   {deflate},
                                                   {shuffle4},
                                                   {checksum},
                                                   {shuffle4, deflate, checksum},
                                                   {deflate, deflate},
                                                   {checksum, shuffle4, deflate},
                                                   {deflate, checksum, deflate, deflate}};
  for (const auto& filters : pipelines) {
    Pipeline pipeline(filters);
    for (const Input& chunk :
         {slow_integers(1000), rig::random_bytes(4001), Input(), Input(1, 9)}) {
      const Pipeline::Encoded encoded = pipeline.encode(chunk);
      const Input stored = copy(encoded.bytes);
      REQUIRE(static_cast<std::int64_t>(stored.size()) <=
              pipeline.encoded_limit(static_cast<std::int64_t>(chunk.size()), encoded.skipped));
      REQUIRE(decode(pipeline, stored, encoded.skipped, chunk.size()) == chunk);
    }
  }
}

TEST_CASE("a pipeline reads what h5py wrote", "[pipeline]") {
  // numpy.array([1, -2, 300, 70000] * 4, "<i4"), shuffle, gzip 4, fletcher32
  const Input stored{0x78, 0x5e, 0x63, 0xfc, 0xa7, 0x53, 0xc0, 0x88, 0x84, 0x19,
                     0xfe, 0x33, 0x0a, 0xa2, 0x62, 0x06, 0x46, 0x34, 0xcc, 0x80,
                     0x8c, 0x01, 0xa0, 0x6a, 0x12, 0xad, 0xfb, 0x84, 0x3a, 0x38};
  const Input four{0x01, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0x2c, 0x01, 0, 0, 0x70, 0x11, 0x01, 0};
  Input expected;
  for (int i = 0; i < 4; ++i) expected.insert(expected.end(), four.begin(), four.end());
  Pipeline pipeline({shuffle4, deflate, checksum});
  CHECK(decode(pipeline, stored, 0, 64) == expected);
}

TEST_CASE("an optional filter that gains nothing is left out, and the chunk says so",
          "[pipeline]") {
  const Input noise = rig::random_bytes(4000);
  Pipeline optional({shuffle4, deflate, checksum});
  const Pipeline::Encoded encoded = optional.encode(noise);
  CHECK(encoded.skipped == 2u);
  CHECK(encoded.bytes.size() == 4004);
  Pipeline mandatory({{1, false, {4}}});
  CHECK(mandatory.encode(noise).skipped == 0u);
}

TEST_CASE("filters that a chunk skips are not undone", "[pipeline]") {
  const Input chunk = slow_integers(100);
  Pipeline pipeline({shuffle4, deflate, checksum});
  CHECK(decode(pipeline, chunk, 7u, chunk.size()) == chunk);
  Pipeline only_checksum({checksum});
  const Input stored = copy(only_checksum.encode(chunk).bytes);
  CHECK(decode(pipeline, stored, 3u, chunk.size()) == chunk);
}

TEST_CASE("a chunk that decodes to another size than it must have is corrupt", "[pipeline]") {
  const Input chunk = slow_integers(1000);
  for (const auto& filters :
       std::vector<std::vector<Filter>>{{deflate}, {checksum}, {shuffle4}, {}}) {
    Pipeline pipeline(filters);
    const Input stored = copy(pipeline.encode(chunk).bytes);
    CHECK(rig::kind_thrown([&] { decode(pipeline, stored, 0, chunk.size() - 4); }) == "corrupt");
    CHECK(rig::kind_thrown([&] { decode(pipeline, stored, 0, chunk.size() + 4); }) == "corrupt");
    CHECK(rig::kind_thrown([&] { decode(pipeline, stored, 0, 0); }) == "corrupt");
  }
}

TEST_CASE("more stored bytes than the chunk can have been encoded to are refused", "[pipeline]") {
  Pipeline pipeline({shuffle4, deflate});
  const Input stored(100000, 0x78);
  CHECK(rig::kind_thrown([&] { decode(pipeline, stored, 0, 1000); }) == "corrupt");
  CHECK(rig::kind_thrown([&] { decode(pipeline, stored, 3u, 1000); }) == "corrupt");
}

TEST_CASE("a bomb of nested streams stays within what its chunk can need", "[pipeline]") {
  Pipeline maker({{1, false, {9}}, {1, false, {9}}, {1, false, {9}}});
  const Input bomb = copy(maker.encode(Input(64u << 20, 0)).bytes);
  REQUIRE(bomb.size() < 1000u);
  MemoryBudget::global().reset_peak();
  const std::int64_t before = MemoryBudget::global().used();
  Pipeline pipeline({deflate, deflate, deflate});
  CHECK(rig::kind_thrown([&] { decode(pipeline, bomb, 0, 2000); }) == "corrupt");
  CHECK(MemoryBudget::global().peak() - before < 20000);
}

TEST_CASE("damaged chunks are corrupt or give some bytes, never more", "[pipeline]") {
  std::mt19937 generator(3);
  const Input chunk = slow_integers(500);
  Pipeline pipeline({shuffle4, deflate, checksum});
  const Input stored = copy(pipeline.encode(chunk).bytes);
  for (int round = 0; round < 500; ++round) {
    Input damaged = stored;
    damaged[generator() % damaged.size()] ^= static_cast<std::uint8_t>(1u << round % 8);
    const std::uint32_t skipped = round % 5 == 0 ? generator() : 0;
    const std::string kind =
        rig::kind_thrown([&] { decode(pipeline, damaged, skipped, chunk.size()); });
    REQUIRE((kind == "corrupt" || kind == "nothing"));
  }
  CHECK(decode(pipeline, stored, 0, chunk.size()) == chunk);
}

TEST_CASE("filters without a codec, and too many of them, are told apart", "[pipeline]") {
  CHECK(Pipeline::supports({shuffle4, deflate, checksum}));
  CHECK_FALSE(Pipeline::supports({shuffle4, {32026, true, {}}}));
  CHECK(rig::kind_thrown([] { Pipeline({{32026, true, {}}}); }) == "unsupported");
  CHECK(rig::kind_thrown([] { Pipeline(std::vector<Filter>(33, checksum)); }) == "corrupt");
  CHECK(rig::kind_thrown([] { Pipeline(std::vector<Filter>(32, checksum)); }) == "nothing");
}

TEST_CASE("a chunk too large to count is a memory error before any work", "[pipeline]") {
  Pipeline pipeline({deflate, checksum});
  CHECK(rig::kind_thrown([&] { pipeline.encoded_limit(INT64_MAX - 2); }) == "memory");
}
