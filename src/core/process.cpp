#include "core/process.h"

#include <atomic>

#include <pthread.h>
#include <unistd.h>

namespace ch5mpy {

namespace {

std::atomic<std::uint64_t> forks{0};

void count_fork() {
  forks.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

std::uint64_t process_number() {
  static const bool counted = pthread_atfork(nullptr, nullptr, count_fork) == 0;
  if (!counted) return static_cast<std::uint64_t>(::getpid());
  return forks.load(std::memory_order_relaxed);
}

}  // namespace ch5mpy
