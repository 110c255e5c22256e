// dev/journal-format.md: a reader stops at the first record that is torn.
#include "journal/reader.h"

#include <algorithm>

#include "faulty_files.h"
#include "journal/writer.h"
#include "rig.h"

using namespace ch5mpy;
using rig::FaultyFiles;

namespace {

struct Journal {
  Journal() : main(files.make("f", Bytes(20000, 3))) {
    JournalHeader header;
    header.salt = 99;
    header.committed_end = 20000;
    writer = std::make_unique<JournalWriter>(files, "j", *main, header);
  }

  void add(std::uint64_t target, std::uint32_t size) {
    Bytes bytes(size, 5);
    DataHead head{target, size, page_crcs(target, bytes.data(), size)};
    std::size_t record = 0;
    REQUIRE(writer->append(head, bytes.data(), record) == 0);
  }
  void seal() { REQUIRE(writer->seal(JournalSeal{0, 20000, {}, {}, {}}) == 0); }
  bool sealed() {
    auto file = files.open("j");
    JournalReader reader(*file);
    REQUIRE(reader.load() == 0);
    return reader.sealed();
  }

  FaultyFiles files;
  std::shared_ptr<OsFile> main;
  std::unique_ptr<JournalWriter> writer;
};

}  // namespace

TEST_CASE("what a writer sealed is read back", "[reader]") {
  Journal journal;
  journal.add(100, 5000);
  journal.add(9000, 10);
  journal.seal();
  auto file = journal.files.open("j");
  JournalReader reader(*file);
  REQUIRE(reader.load() == 0);
  REQUIRE(reader.sealed());
  REQUIRE(reader.records() == 2);
  CHECK(reader.target(1) == 9000);
  CHECK(reader.size(1) == 10);
  Bytes bytes(10);
  REQUIRE(reader.read(1, 0, bytes.data(), 10) == 0);
  CHECK((bytes == Bytes(10, 5)));
}

TEST_CASE("any change of any byte, and any cut, is noticed", "[reader]") {
  Journal journal;
  journal.add(100, 300);
  journal.add(9000, 10);
  journal.seal();
  Bytes& bytes = journal.files.content("j");
  REQUIRE(journal.sealed());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    bytes[at] ^= 0x10;
    CHECK_FALSE(journal.sealed());
    bytes[at] ^= 0x10;
  }
  Bytes whole = bytes;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    bytes.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(journal.sealed());
  }
}

TEST_CASE("records that overlap are no journal of ours", "[reader]") {
  Journal journal;
  journal.add(100, 300);
  journal.add(399, 10);
  journal.seal();
  CHECK_FALSE(journal.sealed());
}

TEST_CASE("bytes at random do no harm", "[reader]") {
  Journal journal;
  journal.add(100, 300);
  journal.seal();
  Bytes whole = journal.files.content("j");
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) {
    Bytes& bytes = journal.files.content("j");
    bytes = whole;
    for (int k = 0; k < 4; ++k) bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    journal.sealed();
  }
}
