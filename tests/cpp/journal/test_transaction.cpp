// The invariants are those of journal/transaction.h, by number.
#include "journal/transaction.h"

#include "rig.h"
#include "script.h"

using namespace ch5mpy;
using rig::Bytes;
using rig::FaultyFiles;
using rig::Script;

namespace {

const HeadMark kHead{0, rig::kHeadSize, rig::set_mark};

Bytes whole(OsFile& file) {
  std::uint64_t size = 0;
  REQUIRE(file.size(size) == 0);
  Bytes bytes(size);
  std::size_t got = 0;
  REQUIRE(file.read(bytes.data(), bytes.size(), 0, got) == 0);
  REQUIRE(got == size);
  return bytes;
}

struct Rig {
  explicit Rig(const Bytes& content) : main(files.make("f", content)) {}
  FaultyFiles files;
  std::shared_ptr<OsFile> main;
  Transaction transaction{files, main, "f.journal", kHead, false};
};

}  // namespace

TEST_CASE("reads see what was written, the main file what was committed (1, 7)", "[transaction]") {
  Script script(50000, 6, 3);
  Rig rig(script.states[0]);
  for (std::size_t i = 0; i < 6; ++i) {
    script.run(rig.transaction, i);
    CHECK(rig.transaction.state() == TransactionState::changed);
    CHECK((whole(rig.transaction) == script.states[i + 1]));
    CHECK((rig::state_of(rig.files.content("f")) == script.states[i]));
    REQUIRE(rig.transaction.commit() == 0);
    CHECK(rig.transaction.state() == TransactionState::clean);
    CHECK((rig.files.content("f") == script.states[i + 1]));
    CHECK((whole(rig.transaction) == script.states[i + 1]));
    CHECK_FALSE(rig.files.exists("f.journal"));
  }
}

TEST_CASE("a rollback leaves what the last commit left (1)", "[transaction]") {
  Script script(50000, 3, 4);
  Rig rig(script.states[0]);
  script.run(rig.transaction, 0);
  REQUIRE(rig.transaction.rollback() == 0);
  CHECK((rig.files.content("f") == script.states[0]));
  CHECK((whole(rig.transaction) == script.states[0]));
  script.run(rig.transaction, 0);
  REQUIRE(rig.transaction.commit() == 0);
  CHECK((rig.files.content("f") == script.states[1]));
}

TEST_CASE("writes that change nothing change nothing (8)", "[transaction]") {
  Script script(50000, 1, 5);
  Rig rig(script.states[0]);
  long before = rig.files.steps();
  REQUIRE(rig.transaction.write(script.states[0].data(), 5000, 0) == 0);
  REQUIRE(rig.transaction.truncate(50000) == 0);
  CHECK(rig.transaction.state() == TransactionState::clean);
  REQUIRE(rig.transaction.commit() == 0);
  CHECK(rig.files.steps() == before);
}

TEST_CASE("more than fits memory goes to the journal and may be changed there (7, 8)",
          "[transaction]") {
  auto old = rig::random_bytes(3000000, 1), fresh = rig::random_bytes(3000000, 2);
  rig::set_end(old);
  Rig rig(old);
  Bytes expected = fresh;
  REQUIRE(rig.transaction.write(fresh.data(), fresh.size(), 0) == 0);
  CHECK(rig.files.exists("f.journal"));
  for (std::size_t at : {7000u, 262000u, 1500000u, 2990000u}) {
    Bytes patch(5000, static_cast<std::uint8_t>(at));
    std::copy(patch.begin(), patch.end(), expected.begin() + static_cast<std::ptrdiff_t>(at));
    REQUIRE(rig.transaction.write(patch.data(), patch.size(), at) == 0);
  }
  CHECK(rig.files.content("f.journal").size() < 3200000);
  CHECK((whole(rig.transaction) == expected));
  CHECK((rig.files.content("f") == old));
  REQUIRE(rig.transaction.commit() == 0);
  CHECK((rig.files.content("f") == expected));
}

TEST_CASE("after a failure nothing is written, until a rollback (6)", "[transaction]") {
  Script script(50000, 1, 6);
  Rig rig(script.states[0]);
  script.run(rig.transaction, 0);
  rig.files.plan(FaultyFiles::Fault::fail, 1);
  CHECK(rig.transaction.commit() == ENOSPC);
  CHECK(rig.transaction.state() == TransactionState::failed);
  long steps = rig.files.steps();
  CHECK(rig.transaction.write("abc", 3, 100) == ENOSPC);
  CHECK(rig.transaction.commit() == ENOSPC);
  rig.transaction.abandon();
  CHECK(rig.transaction.write("abc", 3, 100) == 0);
  CHECK(rig.files.steps() == steps);
  REQUIRE(rig.transaction.rollback() == 0);
  CHECK((rig.files.content("f") == script.states[0]));
}

TEST_CASE("what lies beyond the committed end is overwritten in place", "[transaction]") {
  Script script(50000, 1, 7);
  Bytes longer = script.states[0];
  longer.insert(longer.end(), 1000, 7);
  Rig rig(longer);
  rig.transaction.set_committed_end(50000);
  REQUIRE(rig.transaction.write("abc", 3, 50100) == 0);
  CHECK(rig.files.content("f")[50100] == 'a');
}
