#include "core/progress.h"

#include <thread>
#include <vector>

#include "rig.h"

using namespace ch5mpy;

namespace {

std::vector<ProgressReport> reports;

void note(const ProgressReport& report) {
  reports.push_back(report);
}

}  // namespace

TEST_CASE("short work is not told of, long work is, until it is done", "[progress]") {
  reports.clear();
  set_progress_hook(note);
  Progress brief(2);
  brief.step();
  brief.step();
  CHECK(reports.empty());

  Progress lengthy(4);
  std::this_thread::sleep_for(std::chrono::milliseconds(2050));
  lengthy.step();
  lengthy.step();  // too soon after the first
  std::thread([&] { lengthy.step(); }).join();
  lengthy.step();
  set_progress_hook(nullptr);
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].done == 0.25);
  CHECK(reports[0].seconds >= 2);
  CHECK(reports[1].done == 1);
  CHECK(reports[0].work == reports[1].work);
}
