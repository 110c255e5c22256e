#include "codec/deflate.h"

#include "codec/conformance.h"

using ch5mpy::Deflate;

TEST_CASE("deflate keeps the contract of codecs at every level", "[deflate]") {
  for (int level : {0, 1, 4, 9}) {
    Deflate codec(level);
    rig::check_conformance(codec);
  }
}

TEST_CASE("deflate reads what zlib wrote, and bytes behind the stream do not matter", "[deflate]") {
  // h5py: numpy.arange(10, dtype="u1") % 3, compression="gzip"
  std::vector<std::uint8_t> stored{0x78, 0x5e, 0x63, 0x60, 0x64, 0x62, 0x80,
                                   0x20, 0x00, 0x00, 0x3a, 0x00, 0x0a};
  const std::vector<std::uint8_t> expected{0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
  Deflate codec(4);
  CHECK(rig::decode(codec, stored, 10) == expected);
  stored.insert(stored.end(), 100, 0xee);
  CHECK(rig::decode(codec, stored, 10) == expected);
}

TEST_CASE("a stream that is cut short, or whose checksum is wrong, is corrupt", "[deflate]") {
  Deflate codec(4);
  const std::vector<std::uint8_t> input(5000, 3);
  const auto encoded = rig::encode(codec, input);
  for (std::size_t size = 0; size < encoded.size(); ++size) {
    const std::vector<std::uint8_t> cut(encoded.begin(), encoded.begin() + size);
    REQUIRE(rig::kind_thrown([&] { rig::decode(codec, cut, input.size()); }) == "corrupt");
  }
  auto wrong = encoded;
  wrong.back() ^= 1;
  CHECK(rig::kind_thrown([&] { rig::decode(codec, wrong, input.size()); }) == "corrupt");
}

TEST_CASE("a stream that would grow without end stops at the chunk's size", "[deflate]") {
  Deflate codec(9);
  const auto bomb = rig::encode(codec, std::vector<std::uint8_t>(32u << 20, 0));
  REQUIRE(bomb.size() < 40000u);
  CHECK(rig::kind_thrown([&] { rig::decode(codec, bomb, 1024); }) == "corrupt");
}

TEST_CASE("a codec that met a damaged stream goes on with the next", "[deflate]") {
  Deflate codec(4);
  const auto input = rig::random_bytes(3000);
  const auto encoded = rig::encode(codec, input);
  CHECK(rig::kind_thrown([&] { rig::decode(codec, rig::random_bytes(500), 3000); }) == "corrupt");
  CHECK(rig::decode(codec, encoded, 3000) == input);
}
