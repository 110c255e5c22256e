// Time for waiting and for doing something only so often.
#pragma once

#include <chrono>
#include <cstdint>

namespace ch5mpy {

// Milliseconds of a clock that never goes back.
inline std::int64_t now_ms() {
  auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace ch5mpy
