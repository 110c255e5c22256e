#include "core/thread_pool.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <set>
#include <stdexcept>
#include <thread>

#include "core/cancel.h"
#include "core/settings.h"
#include "rig.h"

using ch5mpy::Error;
using ch5mpy::ErrorKind;
using ch5mpy::parallel_for;
using ch5mpy::settings;
using ch5mpy::stop_threads;
using ch5mpy::worker_count;

namespace {

// So many threads for a test, and none left after it.
struct Threads {
  explicit Threads(int count) { settings().threads = count; }
  ~Threads() {
    settings().threads = 1;
    stop_threads();
  }
};

struct Cancelled {};

void wait_until(const std::function<bool()>& condition) {
  for (int i = 0; i < 5000 && !condition(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

TEST_CASE("each task runs once, whatever the number of threads", "[thread_pool]") {
  for (int count : {1, 2, 4, 3}) {
    Threads threads(count);
    for (std::int64_t tasks : {0, 1, 2, 1000}) {
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(tasks));
      parallel_for(tasks, [&](std::int64_t task, int) { ++runs[static_cast<std::size_t>(task)]; });
      for (auto& run : runs) CHECK(run == 1);
    }
  }
}

TEST_CASE("workers have numbers of their own, the caller has 0", "[thread_pool]") {
  Threads threads(3);
  const auto caller = std::this_thread::get_id();
  std::vector<int> busy(static_cast<std::size_t>(worker_count(500)));
  CHECK(busy.size() == 3);
  std::atomic<bool> wrong{false};
  parallel_for(500, [&](std::int64_t, int worker) {
    int& mine = busy.at(static_cast<std::size_t>(worker));
    if (mine++ != 0) wrong = true;
    if ((std::this_thread::get_id() == caller) != (worker == 0)) wrong = true;
    --mine;
  });
  CHECK_FALSE(wrong);
}

TEST_CASE("two threads are at work at once", "[thread_pool]") {
  Threads threads(2);
  std::atomic<int> there{0};
  parallel_for(2, [&](std::int64_t, int) {
    ++there;
    wait_until([&] { return there == 2; });
  });
  CHECK(there == 2);
}

TEST_CASE("no more workers than tasks or threads", "[thread_pool]") {
  Threads threads(4);
  CHECK(worker_count(0) == 1);
  CHECK(worker_count(2) == 2);
  CHECK(worker_count(100) == 4);
  CHECK(worker_count(100, 3) == 3);
  CHECK(worker_count(100, 0) == 1);
  settings().threads = 1;
  CHECK(worker_count(100) == 1);
}

TEST_CASE("what a task throws first comes out, and no task starts after it", "[thread_pool]") {
  for (int count : {1, 3}) {
    Threads threads(count);
    std::atomic<int> runs{0};
    std::string kind = rig::kind_thrown([&] {
      parallel_for(100000, [&](std::int64_t task, int) {
        ++runs;
        if (task == 5) throw Error(ErrorKind::corrupt, "The sixth.");
      });
    });
    CHECK(kind == "corrupt");
    CHECK(runs < 100000);
    std::atomic<int> after{0};
    parallel_for(10, [&](std::int64_t, int) { ++after; });
    CHECK(after == 10);
  }
}

TEST_CASE("an exception of any type crosses threads", "[thread_pool]") {
  Threads threads(2);
  std::atomic<int> there{0};
  CHECK_THROWS_AS(parallel_for(2,
                               [&](std::int64_t, int worker) {
                                 ++there;
                                 wait_until([&] { return there == 2; });
                                 if (worker == 1) throw std::out_of_range("elsewhere");
                               }),
                  std::out_of_range);
}

TEST_CASE("the caller polls for cancelling, also while it waits for others", "[thread_pool]") {
  Threads threads(2);
  static std::atomic<bool> asked;
  asked = false;
  ch5mpy::set_cancel_hook([] {
    asked = true;
    throw Cancelled();
  });
  std::atomic<int> runs{0};
  CHECK_THROWS_AS(parallel_for(1000000, [&](std::int64_t, int) { ++runs; }), Cancelled);
  CHECK(runs < 1000000);

  static std::atomic<bool> armed;
  armed = asked = false;
  ch5mpy::set_cancel_hook([] {
    if (!armed) return;
    asked = true;
    throw Cancelled();
  });
  CHECK_THROWS_AS(parallel_for(2,
                               [&](std::int64_t, int worker) {
                                 if (worker == 0) {
                                   std::this_thread::sleep_for(std::chrono::milliseconds(100));
                                   return;
                                 }
                                 std::this_thread::sleep_for(std::chrono::milliseconds(150));
                                 armed = true;
                                 wait_until([] { return asked.load(); });
                               }),
                  Cancelled);
  ch5mpy::set_cancel_hook(nullptr);
}

TEST_CASE("a call from inside a task runs on its thread", "[thread_pool]") {
  Threads threads(3);
  std::atomic<int> inner{0};
  std::atomic<bool> wrong{false};
  parallel_for(20, [&](std::int64_t, int) {
    const auto here = std::this_thread::get_id();
    if (worker_count(7) != 1) wrong = true;
    parallel_for(7, [&](std::int64_t, int worker) {
      ++inner;
      if (worker != 0 || std::this_thread::get_id() != here) wrong = true;
    });
  });
  CHECK(inner == 140);
  CHECK_FALSE(wrong);
}

TEST_CASE("calls from two threads at once both do their work", "[thread_pool]") {
  Threads threads(2);
  std::atomic<int> runs{0};
  auto work = [&] {
    for (int i = 0; i < 50; ++i) parallel_for(20, [&](std::int64_t, int) { ++runs; });
  };
  std::thread other(work);
  work();
  other.join();
  CHECK(runs == 2000);
}

TEST_CASE("the pool's threads take no signals", "[thread_pool]") {
  Threads threads(2);
  std::atomic<int> there{0};
  std::atomic<bool> blocked{false};
  parallel_for(2, [&](std::int64_t, int worker) {
    ++there;
    wait_until([&] { return there == 2; });
    if (worker == 0) return;
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    blocked = sigismember(&mask, SIGINT) == 1 && sigismember(&mask, SIGCHLD) == 1;
  });
  CHECK(blocked);
  sigset_t mine;
  pthread_sigmask(SIG_BLOCK, nullptr, &mine);
  CHECK(sigismember(&mine, SIGINT) == 0);
}

#if !defined(__SANITIZE_THREAD__)  // which does not follow a fork into new threads
TEST_CASE("a forked child makes threads of its own", "[thread_pool]") {
  Threads threads(2);
  std::atomic<int> runs{0};
  parallel_for(10, [&](std::int64_t, int) { ++runs; });
  pid_t child = fork();
  if (child == 0) {
    std::atomic<int> there{0};
    parallel_for(2, [&](std::int64_t, int) {
      ++there;
      wait_until([&] { return there == 2; });
    });
    stop_threads();
    _exit(there == 2 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  parallel_for(10, [&](std::int64_t, int) { ++runs; });
  CHECK(runs == 20);
}
#endif
