#include "codec/lz4.h"

#include "codec/conformance.h"

using ch5mpy::make_lz4;

namespace {

using Bytes = std::vector<std::uint8_t>;

// The frame's two sizes, then `rest`.
Bytes frame(std::uint64_t size, std::uint32_t block, const Bytes& rest) {
  Bytes bytes;
  for (int i = 7; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(size >> 8 * i));
  for (int i = 3; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(block >> 8 * i));
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  return bytes;
}

std::string kind_of(const Bytes& stream, std::size_t room = 100) {
  const auto codec = make_lz4(0);
  return rig::kind_thrown([&] { rig::decode(*codec, stream, room); });
}

}  // namespace

TEST_CASE("lz4 keeps the contract of codecs whatever the size of its blocks", "[lz4]") {
  for (std::uint32_t block : {0u, 1u, 7u, 1000u, 4096u, 0xffffffffu}) {
    const auto codec = make_lz4(block);
    REQUIRE(codec != nullptr);
    rig::check_conformance(*codec);
  }
}

TEST_CASE("lz4 reads blocks that are stored as they are and blocks that are not", "[lz4]") {
  const auto codec = make_lz4(0);
  const Bytes plain{0, 0, 0, 3, 'a', 'b', 'c'};
  CHECK(rig::decode(*codec, frame(3, 3, plain), 3) == (Bytes{'a', 'b', 'c'}));
  // A plain byte and 15 more of it, then five plain ones, as lz4's blocks must end.
  const Bytes packed{0, 0, 0, 10, 0x1b, 'a', 1, 0, 0x50, 'b', 'b', 'b', 'b', 'b'};
  Bytes expected(16, 'a');
  expected.insert(expected.end(), 5, 'b');
  CHECK(rig::decode(*codec, frame(21, 21, packed), 21) == expected);
  Bytes both = packed;
  both.insert(both.end(), plain.begin(), plain.end());
  expected.insert(expected.end(), {'a', 'b', 'c'});
  CHECK(rig::decode(*codec, frame(24, 21, both), 30) == expected);
  CHECK(rig::decode(*codec, frame(0, 0, {}), 5).empty());
}

TEST_CASE("an lz4 frame whose sizes cannot be is corrupt", "[lz4]") {
  const Bytes plain{0, 0, 0, 3, 'a', 'b', 'c'};
  CHECK(kind_of({}) == "corrupt");
  CHECK(kind_of(Bytes(11, 0)) == "corrupt");
  CHECK(kind_of(frame(3, 0, plain)) == "corrupt");
  CHECK(kind_of(frame(3, 3, {0, 0, 0})) == "corrupt");
  CHECK(kind_of(frame(3, 3, {0, 0, 0, 3, 'a', 'b'})) == "corrupt");
  CHECK(kind_of(frame(3, 3, {0xff, 0xff, 0xff, 0xff, 'a', 'b', 'c'})) == "corrupt");
  CHECK(kind_of(frame(3, 3, {0, 0, 0, 0})) == "corrupt");
  CHECK(kind_of(frame(6, 3, plain)) == "corrupt");
  CHECK(kind_of(frame(101, 101, plain)) == "corrupt");
  CHECK(kind_of(frame(UINT64_MAX, 0xffffffffu, plain)) == "corrupt");
}
