#include "core/memory_budget.h"

#include <algorithm>

namespace ch5mpy {

MemoryBudget& MemoryBudget::global() {
  static MemoryBudget budget;
  return budget;
}

std::int64_t MemoryBudget::available() const {
  return std::max<std::int64_t>(0, limit_.load() - used_.load());
}

void MemoryBudget::charge(std::int64_t bytes) noexcept {
  std::int64_t now = used_.fetch_add(bytes) + bytes;
  std::int64_t peak = peak_.load();
  while (now > peak && !peak_.compare_exchange_weak(peak, now)) {
  }
}

}  // namespace ch5mpy
