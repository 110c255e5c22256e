// Bytes of working memory, charged to the memory budget.
//
// Contract: owned by one thread at a time; moved, never copied. Memory is aligned to 64 bytes and
// not cleared. Growing throws Error (memory) when the system refuses. An instance keeps the largest
// memory it had until it is released, so that block after block recycles the same pages.
#pragma once

#include <cstdint>
#include <utility>

namespace ch5mpy {

class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { release(); }

  // At least `bytes` of memory; what was in it is lost when it has to move.
  void reserve(std::int64_t bytes);
  // The same, keeping the first `kept` bytes.
  void grow(std::int64_t bytes, std::int64_t kept);
  void release() noexcept;

  char* data() const { return data_; }
  std::int64_t capacity() const { return capacity_; }

  template <typename T>
  T* as() const {
    return reinterpret_cast<T*>(data_);
  }

  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  char* data_ = nullptr;
  std::int64_t capacity_ = 0;
};

}  // namespace ch5mpy
