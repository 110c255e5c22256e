// dev/journal-format.md is what is tested.
#include "journal/record.h"

#include <cstring>

#include "rig.h"

using namespace ch5mpy;

namespace {

Bytes body_of(const Bytes& record, Frame& frame) {
  REQUIRE(record.size() >= kFrameSize);
  REQUIRE(decode_frame(record.data(), frame));
  REQUIRE(record.size() == kFrameSize + frame.size);
  return Bytes(record.begin() + kFrameSize, record.end());
}

}  // namespace

TEST_CASE("a header comes back as it was", "[record]") {
  JournalHeader header, back;
  header.salt = 0x1122334455667788;
  header.committed_end = 4096;
  header.main = {3, 4};
  header.head_offset = 512;
  header.head_size = 48;
  header.head_crc = 77;
  header.process = 12;
  header.boot = "a boot";
  header.host = "a host";
  Bytes record;
  encode_header(header, record);
  Frame frame;
  Bytes body = body_of(record, frame);
  CHECK(frame.type == JournalRecord::header);
  CHECK(frame.crc == record_crc(JournalRecord::header, 0, body.data(), body.size()));
  REQUIRE(decode_header(body, back));
  CHECK(back.salt == header.salt);
  CHECK(back.main == header.main);
  CHECK(back.head_offset == 512);
  CHECK(back.boot == "a boot");
  CHECK(back.host == "a host");
  body[0] ^= 1;
  CHECK_FALSE(decode_header(body, back));
}

TEST_CASE("a data record has a checksum for each page that it touches", "[record]") {
  CHECK(pages_touched(0, 0) == 0);
  CHECK(pages_touched(4095, 2) == 2);
  CHECK(pages_touched(4096, 4096) == 1);
  auto bytes = rig::random_bytes(9000);
  DataHead head, back;
  head.target = 4000;
  head.size = 9000;
  head.old_pages = page_crcs(4000, bytes.data(), 9000);
  CHECK(head.old_pages.size() == 4);
  Bytes record;
  encode_data(head, bytes.data(), 5, record);
  CHECK(record.size() == data_prefix(4) + 9000);
  Frame frame;
  Bytes body = body_of(record, frame);
  REQUIRE(decode_data(body, back));
  CHECK(back.target == 4000);
  CHECK((back.old_pages == head.old_pages));
  CHECK(frame.crc != record_crc(JournalRecord::data, 6, body.data(), body.size()));
}

TEST_CASE("lengths that do not fit are refused", "[record]") {
  DataHead head, back;
  head.target = 1;
  head.size = 10;
  head.old_pages = {1};
  Bytes record;
  encode_data(head, "0123456789", 0, record);
  Bytes body(record.begin() + kFrameSize, record.end());
  for (std::size_t at : {0u, 8u, 12u}) {
    Bytes wrong = body;
    std::memset(wrong.data() + at, 0xFF, 4);
    wrong[7] = 0xFF;
    CHECK_FALSE(decode_data(wrong, back));
  }
  body.pop_back();
  CHECK_FALSE(decode_data(body, back));
  JournalSeal seal;
  CHECK_FALSE(decode_seal(Bytes(19), seal));
  CHECK_FALSE(decode_seal(Bytes(20, 0xFF), seal));
}
