#include "journal/apply.h"

#include "faulty_files.h"
#include "journal/writer.h"
#include "rig.h"

using namespace ch5mpy;
using rig::FaultyFiles;

TEST_CASE("the head is marked first and made good last", "[apply]") {
  FaultyFiles files;
  Bytes old(10000, 1);
  auto main = files.make("f", old);
  JournalWriter writer(files, "j", *main, JournalHeader());
  Bytes fresh(9000, 2);
  DataHead head{0, 9000, page_crcs(0, fresh.data(), 9000)};
  std::size_t record = 0;
  REQUIRE(writer.append(head, fresh.data(), record) == 0);
  JournalSeal seal{1, 8000, Bytes(16, 1), Bytes(16, 9), Bytes(16, 2)};
  for (long at = 1;; ++at) {
    files.content("f") = old;
    files.plan(FaultyFiles::Fault::fail, at);
    int error = apply_records(*main, writer, seal, 0);
    bool failed = files.happened();
    files.plan(FaultyFiles::Fault::none, 0);
    if (!failed) break;
    CHECK(error != 0);
    const Bytes& now = files.content("f");
    bool marked = Bytes(now.begin(), now.begin() + 16) == seal.marked_head;
    CHECK((marked || now == old));
    REQUIRE(apply_records(*main, writer, seal, 0) == 0);
    CHECK((files.content("f") == Bytes(8000, 2)));
  }
}
