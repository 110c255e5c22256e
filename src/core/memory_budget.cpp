#include "core/memory_budget.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

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

void require_result_fits(double bytes, const std::string& what, const std::string& way_out) {
  constexpr double small = 1 << 20;
  auto cap = static_cast<double>(MemoryBudget::global().limit());
  if (bytes <= std::max(cap, small)) return;
  std::string needed = std::to_string(static_cast<long long>(std::ceil(bytes)));
  std::string most = std::to_string(static_cast<long long>(cap));
  throw Error(ErrorKind::memory, what + " would take " + needed +
                                     " bytes, more than max_memory allows (" + most + " bytes); " +
                                     way_out + ".")
      .with("bytes", needed)
      .with("cap", most);
}

}  // namespace ch5mpy
