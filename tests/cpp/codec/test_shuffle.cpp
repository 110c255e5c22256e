#include "codec/shuffle.h"

#include "codec/conformance.h"

using ch5mpy::Shuffle;
using Input = std::vector<std::uint8_t>;

TEST_CASE("shuffle keeps the contract of codecs at every width", "[shuffle]") {
  for (std::int64_t width : {1, 2, 3, 4, 7, 8, 16, 100, 1000000}) {
    Shuffle codec(width);
    rig::check_conformance(codec);
  }
}

TEST_CASE("shuffle writes what HDF5 writes", "[shuffle]") {
  // h5py: [1, -2, 300, 70000] as little-endian int32, and [b"abc", b"def", b"ghi"], shuffle=True
  Shuffle four(4);
  const Input integers{0x01, 0,    0, 0, 0xfe, 0xff, 0xff, 0xff,
                       0x2c, 0x01, 0, 0, 0x70, 0x11, 0x01, 0};
  CHECK(rig::encode(four, integers) == Input({0x01, 0xfe, 0x2c, 0x70, 0x00, 0xff, 0x01, 0x11, 0x00,
                                              0xff, 0x00, 0x01, 0x00, 0xff, 0x00, 0x00}));
  Shuffle three(3);
  CHECK(rig::encode(three, Input{'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'}) ==
        Input({'a', 'd', 'g', 'b', 'e', 'h', 'c', 'f', 'i'}));
}

TEST_CASE("every width that has its own loop shuffles as the definition says", "[shuffle]") {
  for (std::size_t width : {1, 2, 3, 4, 8, 12}) {
    for (std::size_t count : {1, 255, 256, 257, 1000}) {
      const Input input = rig::random_bytes(width * count + width - 1);
      Input expected = input;
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t byte = 0; byte < width; ++byte) {
          expected[byte * count + i] = input[i * width + byte];
        }
      }
      Shuffle codec(static_cast<std::int64_t>(width));
      REQUIRE(rig::encode(codec, input) == expected);
      REQUIRE(rig::decode(codec, expected, input.size()) == input);
    }
  }
}
