#include "journal/crc32c.h"

#include "rig.h"

using ch5mpy::crc32c;

TEST_CASE("known strings have their known checksums", "[crc32c]") {
  CHECK(crc32c("", 0) == 0u);
  CHECK(crc32c("123456789", 9) == 0xE3069283u);
  std::vector<std::uint8_t> zeros(32, 0), ones(32, 0xFF);
  CHECK(crc32c(zeros.data(), 32) == 0x8A9136AAu);
  CHECK(crc32c(ones.data(), 32) == 0x62A8AB43u);
}

TEST_CASE("a checksum goes on where another ended, at any cut", "[crc32c]") {
  auto bytes = rig::random_bytes(101);
  std::uint32_t whole = crc32c(bytes.data(), bytes.size());
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    std::uint32_t first = crc32c(bytes.data(), cut);
    CHECK(crc32c(bytes.data() + cut, bytes.size() - cut, first) == whole);
  }
}
