#include "core/progress.h"

#include <atomic>
#include <thread>

namespace ch5mpy {

namespace {

ProgressHook current_hook = nullptr;
std::thread::id hook_thread;
std::atomic<std::int64_t> works{0};

constexpr std::chrono::milliseconds kBetween(200);

}  // namespace

void set_progress_hook(ProgressHook hook) {
  current_hook = hook;
  hook_thread = std::this_thread::get_id();
}

Progress::Progress(std::int64_t steps)
    : steps_(static_cast<double>(steps)),
      work_(static_cast<double>(++works)),
      start_(Clock::now()),
      next_(start_ + std::chrono::milliseconds(static_cast<int>(1000 * kPatience))) {}

void Progress::step() {
  ++done_;
  if (current_hook == nullptr || std::this_thread::get_id() != hook_thread) return;
  Clock::time_point now = Clock::now();
  bool ended = told_ && done_ >= steps_;
  if (now < next_ && !ended) return;
  next_ = now + kBetween;
  told_ = true;
  ProgressReport report{work_, done_ / steps_, std::chrono::duration<double>(now - start_).count()};
  current_hook(report);
}

}  // namespace ch5mpy
