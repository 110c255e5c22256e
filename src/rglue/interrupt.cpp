#include "rglue/interrupt.h"

#include <Rcpp.h>

#include <chrono>

namespace ch5mpy {

void check_interrupt() {
  using Clock = std::chrono::steady_clock;
  static Clock::time_point last;
  Clock::time_point now = Clock::now();
  if (now - last < std::chrono::milliseconds(50)) return;
  last = now;
  Rcpp::checkUserInterrupt();
}

}  // namespace ch5mpy
