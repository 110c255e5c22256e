#include "core/cancel.h"

#include <chrono>
#include <thread>

#include "rig.h"

using ch5mpy::poll_cancel;
using ch5mpy::set_cancel_hook;

namespace {

int calls = 0;
struct Cancelled {};

}  // namespace

TEST_CASE("the hook runs at the first poll, then not more often than it pays", "[cancel]") {
  calls = 0;
  set_cancel_hook([] { ++calls; });
  poll_cancel();
  CHECK(calls == 1);
  for (int i = 0; i < 1000; ++i) poll_cancel();
  CHECK(calls <= 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  const int before = calls;
  poll_cancel();
  CHECK(calls == before + 1);
  set_cancel_hook(nullptr);
}

TEST_CASE("what the hook throws comes out of the poll", "[cancel]") {
  set_cancel_hook([] { throw Cancelled(); });
  CHECK_THROWS_AS(poll_cancel(), Cancelled);
  set_cancel_hook(nullptr);
  poll_cancel();
}

TEST_CASE("nothing is polled while that is put off", "[cancel]") {
  set_cancel_hook([] { throw Cancelled(); });
  {
    ch5mpy::CancelPause whole;
    CHECK_NOTHROW(poll_cancel());
  }
  CHECK_THROWS_AS(poll_cancel(), Cancelled);
  set_cancel_hook(nullptr);
}

TEST_CASE("another thread does not run the hook", "[cancel]") {
  calls = 0;
  set_cancel_hook([] { ++calls; });
  std::thread([] { poll_cancel(); }).join();
  CHECK(calls == 0);
  set_cancel_hook(nullptr);
}
