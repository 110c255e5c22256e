// How far long work has come, told to whoever wants to know.
//
// Contract: one meter for each piece of work, used on the thread that made it. The hook (rglue's: R
// shows a bar) is run at `step`, on the thread that set it only, from `kPatience` seconds of work
// on and at most five times a second; once more when the work that it was told of is done. What it
// throws ends the work. Work that ends early says nothing: the hook sees another number next time.
#pragma once

#include <chrono>
#include <cstdint>

namespace ch5mpy {

struct ProgressReport {
  double work = 0;     // the number of this piece of work in this process
  double done = 0;     // from 0 to 1
  double seconds = 0;  // since it began
};

using ProgressHook = void (*)(const ProgressReport& report);

void set_progress_hook(ProgressHook hook);

class Progress {
 public:
  static constexpr double kPatience = 2;

  explicit Progress(std::int64_t steps);
  // Another step is done.
  void step();

 private:
  using Clock = std::chrono::steady_clock;

  double steps_;
  double done_ = 0;
  double work_;
  bool told_ = false;
  Clock::time_point start_;
  Clock::time_point next_;
};

}  // namespace ch5mpy
