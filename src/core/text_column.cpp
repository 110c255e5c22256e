#include "core/text_column.h"

#include <algorithm>
#include <cstring>

#include "core/checked.h"

namespace ch5mpy {

void TextColumn::reset(std::int64_t count) {
  entries_.reserve(checked_mul(count, sizeof(Entry), "a block of text"));
  size_ = count;
  heap_size_ = 0;
  std::fill(entries(), entries() + count, Entry{0, kNa});
}

void TextColumn::set(std::int64_t i, std::string_view value) {
  auto length = static_cast<std::int64_t>(value.size());
  std::int64_t end = checked_add(heap_size_, length + 1, "a block of text");
  if (end > heap_.capacity()) {
    heap_.grow(std::max<std::int64_t>(end, checked_mul(heap_.capacity(), 2, "a block of text")),
               heap_size_);
  }
  char* target = heap_.data() + heap_size_;
  if (length > 0) std::memcpy(target, value.data(), value.size());
  target[length] = '\0';
  entries()[i] = Entry{heap_size_, length};
  heap_size_ = end;
}

}  // namespace ch5mpy
