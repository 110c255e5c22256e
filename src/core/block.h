// A typed run of elements in memory: what sources give and sinks take.
//
// Contract: elements lie in R's order (first axis fastest); the block does not know its dims. It
// owns its memory (recycled by `reset`) or borrows somebody's, an R vector's for one (`borrow`),
// which then must outlive its use. Moved, never copied; one thread at a time. Text is always owned.
#pragma once

#include <cstdint>

#include "core/buffer.h"
#include "core/dtype.h"
#include "core/text_column.h"

namespace ch5mpy {

class Block {
 public:
  Block() = default;
  Block(ElementType type, std::int64_t size) { reset(type, size); }

  // `size` elements of `type`, values undefined (text: all NA). A borrowed block becomes an owner.
  void reset(ElementType type, std::int64_t size);
  // The memory at `data` (`size` elements of `type`, not text) is the block's. Who writes to a
  // block that may be borrowed calls `prepare`, never `reset`.
  void borrow(ElementType type, void* data, std::int64_t size);
  // For who fills a block: keeps borrowed memory when type and size are as asked, else resets.
  void prepare(ElementType type, std::int64_t size);

  ElementType type() const { return type_; }
  std::int64_t size() const { return size_; }

  template <typename T>
  T* as() {
    return static_cast<T*>(data_);
  }
  template <typename T>
  const T* as() const {
    return static_cast<const T*>(data_);
  }
  void* data() { return data_; }
  const void* data() const { return data_; }
  TextColumn& text() { return text_; }
  const TextColumn& text() const { return text_; }

 private:
  ElementType type_ = ElementType::real;
  std::int64_t size_ = 0;
  void* data_ = nullptr;
  bool borrowed_ = false;
  Buffer buffer_;
  TextColumn text_;
};

}  // namespace ch5mpy
