#include "core/memory_budget.h"

#include <thread>

#include "rig.h"

using ch5mpy::MemoryBudget;

TEST_CASE("what is charged is used until it is given back, and the peak is kept", "[budget]") {
  MemoryBudget budget;
  budget.set_limit(100);
  budget.charge(60);
  CHECK(budget.available() == 40);
  budget.charge(60);
  CHECK(budget.used() == 120);
  CHECK(budget.available() == 0);
  budget.release(120);
  CHECK(budget.available() == 100);
  CHECK(budget.peak() == 120);
  budget.reset_peak();
  CHECK(budget.peak() == 0);
}

TEST_CASE("threads that charge at once lose nothing", "[budget]") {
  MemoryBudget budget;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10000; ++i) {
        budget.charge(3);
        budget.release(3);
      }
      budget.charge(1);
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(budget.used() == 4);
  CHECK(budget.peak() >= 4);
  CHECK(budget.peak() <= 16);
}
