#include "codec/zstd.h"

#include "codec/conformance.h"

using ch5mpy::make_zstd;

TEST_CASE("zstd keeps the contract of codecs at levels of every kind", "[zstd]") {
  for (int level : {-5, 0, 1, 3, 22, 1000}) {
    const auto codec = make_zstd(level);
    REQUIRE(codec != nullptr);
    rig::check_conformance(*codec);
  }
}

TEST_CASE("zstd reads frames that do not say how large they are, and several of them", "[zstd]") {
  // Magic number, no content size, window of 1 KB; one block: the last, plain, of three bytes.
  const std::vector<std::uint8_t> one{0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x00,
                                      0x19, 0x00, 0x00, 'a',  'b',  'c'};
  const auto codec = make_zstd(3);
  CHECK(rig::decode(*codec, one, 3) == (std::vector<std::uint8_t>{'a', 'b', 'c'}));
  auto two = one;
  two.insert(two.end(), one.begin(), one.end());
  CHECK(rig::decode(*codec, two, 6).size() == 6u);
  CHECK(rig::kind_thrown([&] { rig::decode(*codec, two, 5); }) == "corrupt");
}

TEST_CASE("a zstd frame that is cut short is corrupt, one that grows stops at the chunk",
          "[zstd]") {
  const auto codec = make_zstd(3);
  const auto encoded = rig::encode(*codec, std::vector<std::uint8_t>(5000, 3));
  for (std::size_t size = 1; size < encoded.size(); ++size) {
    const std::vector<std::uint8_t> cut(encoded.begin(), encoded.begin() + size);
    REQUIRE(rig::kind_thrown([&] { rig::decode(*codec, cut, 5000); }) == "corrupt");
  }
  const auto bomb = rig::encode(*codec, std::vector<std::uint8_t>(32u << 20, 0));
  REQUIRE(bomb.size() < 40000u);
  CHECK(rig::kind_thrown([&] { rig::decode(*codec, bomb, 1024); }) == "corrupt");
}

TEST_CASE("zstd goes on after a damaged frame", "[zstd]") {
  const auto codec = make_zstd(3);
  const auto input = rig::random_bytes(3000);
  const auto encoded = rig::encode(*codec, input);
  CHECK(rig::kind_thrown([&] { rig::decode(*codec, rig::random_bytes(500), 3000); }) == "corrupt");
  CHECK(rig::decode(*codec, encoded, 3000) == input);
}
