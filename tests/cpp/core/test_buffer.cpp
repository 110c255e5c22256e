#include "core/buffer.h"

#include <cstring>

#include "core/memory_budget.h"
#include "rig.h"

using ch5mpy::Buffer;
using ch5mpy::MemoryBudget;

TEST_CASE("a buffer charges the budget for as long as it lives", "[buffer]") {
  const std::int64_t before = MemoryBudget::global().used();
  {
    Buffer buffer;
    buffer.reserve(1000);
    CHECK(MemoryBudget::global().used() == before + 1000);
    buffer.reserve(500);
    CHECK(buffer.capacity() == 1000);
    buffer.reserve(4000);
    CHECK(MemoryBudget::global().used() == before + 4000);
    Buffer other = std::move(buffer);
    CHECK(MemoryBudget::global().used() == before + 4000);
    other.release();
    CHECK(MemoryBudget::global().used() == before);
  }
  CHECK(MemoryBudget::global().used() == before);
}

TEST_CASE("memory is aligned for vector instructions", "[buffer]") {
  for (std::int64_t bytes : {1, 8, 63, 64, 65, 100000}) {
    Buffer buffer;
    buffer.reserve(bytes);
    CHECK(reinterpret_cast<std::uintptr_t>(buffer.data()) % 64 == 0u);
  }
}

TEST_CASE("growing keeps what was there", "[buffer]") {
  Buffer buffer;
  buffer.reserve(4);
  std::memcpy(buffer.data(), "abcd", 4);
  buffer.grow(100000, 4);
  CHECK(std::memcmp(buffer.data(), "abcd", 4) == 0);
  buffer.grow(10, 4);
  CHECK(buffer.capacity() == 100000);
}
