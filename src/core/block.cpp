#include "core/block.h"

#include "core/checked.h"

namespace ch5mpy {

void Block::reset(ElementType type, std::int64_t size) {
  type_ = type;
  size_ = size;
  borrowed_ = false;
  if (type == ElementType::text) {
    data_ = nullptr;
    text_.reset(size);
    return;
  }
  buffer_.reserve(
      checked_mul(size, static_cast<std::int64_t>(element_size(type)), "a block of an array"));
  data_ = buffer_.data();
}

void Block::borrow(ElementType type, void* data, std::int64_t size) {
  type_ = type;
  size_ = size;
  data_ = data;
  borrowed_ = true;
}

void Block::prepare(ElementType type, std::int64_t size) {
  if (borrowed_ && type == type_ && size == size_) return;
  reset(type, size);
}

}  // namespace ch5mpy
