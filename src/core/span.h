// A pointer and a count: elements that somebody else owns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ch5mpy {

template <typename T>
class Span {
 public:
  Span() = default;
  Span(T* data, std::int64_t size) : data_(data), size_(size) {}
  template <typename U>
  Span(std::vector<U>& values)
      : data_(values.data()), size_(static_cast<std::int64_t>(values.size())) {}
  template <typename U>
  Span(const std::vector<U>& values)
      : data_(values.data()), size_(static_cast<std::int64_t>(values.size())) {}

  T* data() const { return data_; }
  std::int64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::int64_t i) const { return data_[i]; }
  T* begin() const { return data_; }
  T* end() const { return data_ + size_; }

 private:
  T* data_ = nullptr;
  std::int64_t size_ = 0;
};

}  // namespace ch5mpy
