#include "codec/lzf.h"

#include "codec/conformance.h"

using ch5mpy::Lzf;

namespace {

std::string kind_of(const std::vector<std::uint8_t>& stream, std::size_t room = 100) {
  Lzf codec;
  return rig::kind_thrown([&] { rig::decode(codec, stream, room); });
}

}  // namespace

TEST_CASE("lzf keeps the contract of codecs", "[lzf]") {
  Lzf codec;
  rig::check_conformance(codec);
}

TEST_CASE("lzf reads steps of every form", "[lzf]") {
  Lzf codec;
  using Bytes = std::vector<std::uint8_t>;
  CHECK(rig::decode(codec, {2, 'a', 'b', 'c'}, 3) == (Bytes{'a', 'b', 'c'}));
  // Three bytes again, from three before.
  CHECK(rig::decode(codec, {2, 'a', 'b', 'c', 0x20, 2}, 6) ==
        (Bytes{'a', 'b', 'c', 'a', 'b', 'c'}));
  // A repetition that overlaps itself.
  CHECK(rig::decode(codec, {1, 'a', 'b', 0x60, 1}, 7) ==
        (Bytes{'a', 'b', 'a', 'b', 'a', 'b', 'a'}));
  // The longest one: 7 + 255 + 2 bytes.
  CHECK(rig::decode(codec, {0, 'a', 0xe0, 255, 0}, 265) == Bytes(265, 'a'));
  CHECK(rig::decode(codec, {}, 5).empty());
}

TEST_CASE("lzf reaches back as far as a stream can", "[lzf]") {
  Lzf codec;
  const auto block = rig::random_bytes(8192);
  for (std::size_t apart : {8191, 8192, 8193}) {
    std::vector<std::uint8_t> input(block.begin(), block.begin() + 500);
    const auto between = rig::random_bytes(apart - 500, 5);
    input.insert(input.end(), between.begin(), between.end());
    input.insert(input.end(), block.begin(), block.begin() + 500);
    const auto encoded = rig::encode(codec, input);
    CHECK((encoded.size() < input.size()) == (apart <= 8192));
    CHECK(rig::decode(codec, encoded, input.size()) == input);
  }
}

TEST_CASE("an lzf stream that ends in a step, or repeats what is not there, is corrupt", "[lzf]") {
  CHECK(kind_of({0}) == "corrupt");
  CHECK(kind_of({31, 1, 2, 3}) == "corrupt");
  CHECK(kind_of({0, 1, 0x20}) == "corrupt");
  CHECK(kind_of({0, 1, 0xe0}) == "corrupt");
  CHECK(kind_of({0, 1, 0xe0, 255}) == "corrupt");
  CHECK(kind_of({0x20, 0}) == "corrupt");
  CHECK(kind_of({0, 1, 0x20, 1}) == "corrupt");
  CHECK(kind_of({0, 1, 0x3f, 0xff}) == "corrupt");
}

TEST_CASE("an lzf stream that would grow past the chunk stops there", "[lzf]") {
  std::vector<std::uint8_t> bomb{0, 'a'};
  for (int i = 0; i < 10000; ++i) bomb.insert(bomb.end(), {0xe0, 0xff, 0x00});
  for (std::size_t room : {0, 1, 264, 265, 266, 100000}) CHECK(kind_of(bomb, room) == "corrupt");
}

TEST_CASE("lzf reads what h5py wrote", "[lzf]") {
  // numpy.zeros(300, "u1"), and 40 bytes of arange(10) % 3 then arange(30)
  const std::vector<std::uint8_t> zeros{0x01, 0x00, 0x00, 0xe0, 0xff, 0x00,
                                        0xe0, 0x17, 0x00, 0x01, 0x00, 0x00};
  const std::vector<std::uint8_t> mixed{
      0x03, 0x00, 0x01, 0x02, 0x00, 0x80, 0x02, 0xa0, 0x06, 0x20, 0x0c, 0x40, 0x03, 0x20,
      0x06, 0x20, 0x02, 0x40, 0x03, 0x20, 0x06, 0x20, 0x02, 0x20, 0x03, 0x1a, 0x03, 0x04,
      0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12,
      0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d};
  Lzf codec;
  CHECK(rig::decode(codec, zeros, 300) == std::vector<std::uint8_t>(300, 0));
  std::vector<std::uint8_t> expected;
  for (int i = 0; i < 40; ++i) expected.push_back(static_cast<std::uint8_t>(i % 10 % 3));
  for (int i = 0; i < 30; ++i) expected.push_back(static_cast<std::uint8_t>(i));
  CHECK(rig::decode(codec, mixed, 70) == expected);
}
