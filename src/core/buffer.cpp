#include "core/buffer.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

#include "core/error.h"
#include "core/memory_budget.h"

namespace ch5mpy {

namespace {

constexpr std::align_val_t kAlignment{64};

char* allocate(std::int64_t bytes) {
  void* memory = ::operator new(static_cast<std::size_t>(bytes), kAlignment, std::nothrow);
  if (memory == nullptr) {
    throw Error(ErrorKind::memory, "A working buffer of " + std::to_string(bytes) +
                                       " bytes could not be had; lower max_memory or free memory.");
  }
  MemoryBudget::global().charge(bytes);
  return static_cast<char*>(memory);
}

}  // namespace

void Buffer::reserve(std::int64_t bytes) {
  if (bytes <= capacity_) return;
  release();
  data_ = allocate(bytes);
  capacity_ = bytes;
}

void Buffer::grow(std::int64_t bytes, std::int64_t kept) {
  if (bytes <= capacity_) return;
  Buffer larger;
  larger.reserve(bytes);
  if (kept > 0) std::memcpy(larger.data_, data_, static_cast<std::size_t>(kept));
  swap(larger);
}

void Buffer::release() noexcept {
  if (data_ == nullptr) return;
  ::operator delete(data_, kAlignment);
  MemoryBudget::global().release(capacity_);
  data_ = nullptr;
  capacity_ = 0;
}

}  // namespace ch5mpy
