#include "journal/writer.h"

#include "faulty_files.h"
#include "journal/reader.h"
#include "rig.h"

using namespace ch5mpy;
using rig::FaultyFiles;

namespace {

DataHead head_for(std::uint64_t target, const Bytes& bytes) {
  return {target, static_cast<std::uint32_t>(bytes.size()),
          page_crcs(target, bytes.data(), bytes.size())};
}

}  // namespace

TEST_CASE("a small transaction makes its file with the seal, in one write", "[writer]") {
  FaultyFiles files;
  auto main = files.make("f", Bytes(5000, 1));
  JournalWriter writer(files, "j", *main, JournalHeader());
  std::size_t record = 0;
  Bytes bytes(100, 7);
  REQUIRE(writer.append(head_for(0, bytes), bytes.data(), record) == 0);
  CHECK_FALSE(files.exists("j"));
  long before = files.steps();
  REQUIRE(writer.seal(JournalSeal()) == 0);
  CHECK(files.steps() == before + 2);
  REQUIRE(writer.remove() == 0);
  CHECK_FALSE(files.exists("j"));
}

TEST_CASE("what was changed in place, in memory or in the file, is sealed as it is", "[writer]") {
  FaultyFiles files;
  auto main = files.make("f", Bytes(5000000, 1));
  JournalWriter writer(files, "j", *main, JournalHeader());
  auto bytes = rig::random_bytes(200000);
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t record = 0;
    REQUIRE(writer.append(head_for(i * 200000, bytes), bytes.data(), record) == 0);
    CHECK(record == i);
  }
  REQUIRE(files.exists("j"));
  for (std::size_t i : {0u, 7u}) REQUIRE(writer.overwrite(i, 10, bytes.data(), 50) == 0);
  REQUIRE(writer.seal(JournalSeal()) == 0);
  auto file = files.open("j");
  JournalReader reader(*file);
  REQUIRE(reader.load() == 0);
  REQUIRE(reader.sealed());
  for (std::size_t i : {0u, 1u, 7u}) {
    Bytes expected = bytes, there(bytes.size());
    if (i != 1) std::copy(bytes.begin(), bytes.begin() + 50, expected.begin() + 10);
    REQUIRE(reader.read(i, 0, there.data(), there.size()) == 0);
    CHECK((there == expected));
    REQUIRE(writer.read(i, 0, there.data(), there.size()) == 0);
    CHECK((there == expected));
  }
}

TEST_CASE("a journal is never made over another file", "[writer]") {
  FaultyFiles files;
  auto main = files.make("f", Bytes(5000, 1));
  files.make("j", Bytes(10, 2));
  JournalWriter writer(files, "j", *main, JournalHeader());
  CHECK(writer.seal(JournalSeal()) == EEXIST);
  CHECK((files.content("j") == Bytes(10, 2)));
}
