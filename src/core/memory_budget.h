// The one account of the memory that the package works with.
//
// Contract: thread-safe. Buffers charge what they allocate and give it back when they are freed;
// charging never refuses (a cap below one chunk of each source counts as that), it is planning that
// asks `available()` before work and picks smaller blocks or refuses. R's own vectors are not
// charged.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace ch5mpy {

class MemoryBudget {
 public:
  // The account of this process.
  static MemoryBudget& global();

  // The cap in bytes; INT64_MAX is no cap.
  std::int64_t limit() const { return limit_.load(); }
  void set_limit(std::int64_t bytes) { limit_.store(bytes); }

  std::int64_t used() const { return used_.load(); }
  std::int64_t peak() const { return peak_.load(); }
  // Forgets the peak seen so far.
  void reset_peak() { peak_.store(used_.load()); }
  // What the cap leaves, never below zero.
  std::int64_t available() const;

  void charge(std::int64_t bytes) noexcept;
  void release(std::int64_t bytes) noexcept { used_.fetch_sub(bytes); }

 private:
  std::atomic<std::int64_t> limit_{250LL << 20};
  std::atomic<std::int64_t> used_{0};
  std::atomic<std::int64_t> peak_{0};
};

// Throws Error (memory) when a result of so many bytes exceeds the cap; small results do not count
// against it. `what` begins the sentence, `way_out` ends it.
void require_result_fits(double bytes, const std::string& what, const std::string& way_out);

}  // namespace ch5mpy
