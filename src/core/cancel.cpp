#include "core/cancel.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace ch5mpy {

namespace {

using Clock = std::chrono::steady_clock;

CancelHook current_hook = nullptr;
std::thread::id hook_thread;
Clock::time_point last_poll;
std::atomic<int> pauses{0};

}  // namespace

void set_cancel_hook(CancelHook hook) {
  current_hook = hook;
  hook_thread = std::this_thread::get_id();
  last_poll = Clock::time_point();
}

void poll_cancel() {
  if (current_hook == nullptr || std::this_thread::get_id() != hook_thread) return;
  if (pauses.load() > 0) return;
  Clock::time_point now = Clock::now();
  if (now - last_poll < std::chrono::milliseconds(50)) return;
  last_poll = now;
  current_hook();
}

CancelPause::CancelPause() {
  ++pauses;
}
CancelPause::~CancelPause() {
  --pauses;
}

}  // namespace ch5mpy
