#include "codec/codec.h"

#include "rig.h"

using ch5mpy::Filter;
using ch5mpy::make_codec;

TEST_CASE("HDF5's own filters, lzf, lz4 and zstd have codecs, others none", "[codec]") {
  CHECK(make_codec(Filter{1, true, {4}}) != nullptr);
  CHECK(make_codec(Filter{2, true, {8}}) != nullptr);
  CHECK(make_codec(Filter{3, false, {}}) != nullptr);
  for (int id : {32000, 32004, 32015}) CHECK(make_codec(Filter{id, true, {}}) != nullptr);
  for (int id : {-1, 0, 4, 5, 6, 307, 32001, 32008, 32026}) {
    CHECK(make_codec(Filter{id, true, {1, 2, 3}}) == nullptr);
  }
}

TEST_CASE("a deflate level that is missing or too high still reads", "[codec]") {
  const std::vector<std::uint8_t> input(1000, 7);
  for (const auto& parameters : {std::vector<std::uint32_t>{}, {0}, {9}, {10}, {0xffffffffu}}) {
    const auto codec = make_codec(Filter{1, true, parameters});
    REQUIRE(codec != nullptr);
    std::vector<std::uint8_t> encoded(static_cast<std::size_t>(codec->encoded_limit(1000)));
    encoded.resize(static_cast<std::size_t>(codec->encode(input, encoded)));
    std::vector<std::uint8_t> decoded(1000);
    CHECK(codec->decode(encoded, decoded) == 1000);
    CHECK(decoded == input);
  }
}

TEST_CASE("a shuffle filter without a width is corrupt", "[codec]") {
  CHECK(rig::kind_thrown([] { make_codec(Filter{2, true, {}}); }) == "corrupt");
  CHECK(rig::kind_thrown([] { make_codec(Filter{2, true, {0}}); }) == "corrupt");
}
