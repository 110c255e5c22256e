#include "journal/sealed_view.h"

#include <cerrno>

#include "rig.h"
#include "script.h"

using namespace ch5mpy;
using rig::FaultyFiles;
using rig::Killed;
using rig::Script;

TEST_CASE("wherever the writer died, the view is a committed state", "[sealed_view]") {
  Script script(40000, 2, 21);
  int views = 0;
  for (long at = 1;; ++at) {
    FaultyFiles files(static_cast<std::uint32_t>(at));
    files.make("f", script.states[0]);
    std::size_t done = 0;
    files.plan(FaultyFiles::Fault::kill, at);
    try {
      Transaction transaction(files, files.open("f"), "f.journal",
                              HeadMark{0, rig::kHeadSize, rig::set_mark}, false);
      for (; done < 2; ++done) {
        script.run(transaction, done);
        int committed = transaction.commit();
        REQUIRE(committed == 0);
      }
      break;
    } catch (const Killed&) {
    }
    std::shared_ptr<OsFile> main = files.open("f");
    Bytes before = files.content("f");
    int error = 0;
    std::shared_ptr<OsFile> view = view_through_journal(files, main, "f.journal", error);
    REQUIRE(error == 0);
    views += view != main;
    std::uint64_t size = 0;
    REQUIRE(view->size(size) == 0);
    Bytes seen(size);
    std::size_t got = 0;
    REQUIRE(view->read(seen.data(), seen.size(), 0, got) == 0);
    seen = rig::state_of(seen);
    bool known = seen == script.states[done] || seen == script.states[done + 1];
    CHECK(known);
    CHECK((files.content("f") == before));
    CHECK(view->writable() == (view == main));
  }
  CHECK(views > 0);
}
