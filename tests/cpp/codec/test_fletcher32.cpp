#include "codec/fletcher32.h"

#include "codec/conformance.h"

using ch5mpy::Fletcher32;
using Input = std::vector<std::uint8_t>;

TEST_CASE("fletcher32 keeps the contract of codecs", "[fletcher32]") {
  Fletcher32 codec;
  rig::check_conformance(codec);
}

TEST_CASE("fletcher32 writes what HDF5 writes", "[fletcher32]") {
  // h5py: multiples of 37 as uint8, fletcher32=True
  Fletcher32 codec;
  CHECK(rig::encode(codec, Input{0x25, 0x4a, 0x6f, 0x94, 0xb9, 0xde}) ==
        Input({0x25, 0x4a, 0x6f, 0x94, 0xb9, 0xde, 0xbd, 0x4e, 0xe6, 0x08}));
  CHECK(rig::encode(codec, Input{0x25, 0x4a, 0x6f, 0x94, 0xb9, 0xde, 0x03}) ==
        Input({0x25, 0x4a, 0x6f, 0x94, 0xb9, 0xde, 0x03, 0xbd, 0x51, 0xa3, 0x5a}));
  Input large(100001);
  for (std::uint64_t i = 0; i < large.size(); ++i) {
    large[i] = static_cast<std::uint8_t>(i * 2654435761u % 251u);
  }
  CHECK(ch5mpy::fletcher32(large) == 0x409200c9u);
  CHECK(ch5mpy::fletcher32(Input(100000, 0xff)) == 0xffffffffu);
}

TEST_CASE("a change of any one bit is noticed", "[fletcher32]") {
  Fletcher32 codec;
  const Input input = rig::random_bytes(301);
  const Input encoded = rig::encode(codec, input);
  for (std::size_t bit = 0; bit < 8 * encoded.size(); ++bit) {
    Input damaged = encoded;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    REQUIRE(rig::kind_thrown([&] { rig::decode(codec, damaged, 301); }) == "corrupt");
  }
}

TEST_CASE("the byte order of old HDF5's checksum is accepted", "[fletcher32]") {
  Fletcher32 codec;
  const Input swapped{0x25, 0x4a, 0x6f, 0x94, 0xb9, 0xde, 0x4e, 0xbd, 0x08, 0xe6};
  CHECK(rig::decode(codec, swapped, 6) == Input({0x25, 0x4a, 0x6f, 0x94, 0xb9, 0xde}));
}

TEST_CASE("what is too short to hold a checksum is corrupt", "[fletcher32]") {
  Fletcher32 codec;
  for (std::size_t size : {0, 1, 3}) {
    CHECK(rig::kind_thrown([&] { rig::decode(codec, Input(size, 0), 10); }) == "corrupt");
  }
}
