// A column of strings in memory, filled in any order.
//
// Contract: one entry an element; bytes are appended to one heap, each string followed by a NUL, so
// that `c_str(i)` is a C string while the column is not changed. NA is apart from "". The encoding
// is the writer's (UTF-8 everywhere in this package, not verified here). Strings hold no NUL.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/buffer.h"

namespace ch5mpy {

class TextColumn {
 public:
  std::int64_t size() const { return size_; }

  // `count` elements, all NA, the heap empty (its memory is kept for reuse).
  void reset(std::int64_t count);

  void set(std::int64_t i, std::string_view value);
  void set_na(std::int64_t i) { entries()[i] = Entry{0, kNa}; }
  // Element `i` becomes the string that element `from` has: no bytes are copied.
  void repeat(std::int64_t i, std::int64_t from) { entries()[i] = entries()[from]; }

  bool is_na(std::int64_t i) const { return entries()[i].length == kNa; }
  // Empty for NA.
  std::string_view get(std::int64_t i) const {
    Entry entry = entries()[i];
    if (entry.length == kNa) return {};
    return {heap_.data() + entry.offset, static_cast<std::size_t>(entry.length)};
  }
  // nullptr for NA.
  const char* c_str(std::int64_t i) const {
    Entry entry = entries()[i];
    return entry.length == kNa ? nullptr : heap_.data() + entry.offset;
  }
  // Bytes of all strings in the heap with their NULs.
  std::int64_t heap_size() const { return heap_size_; }

 private:
  struct Entry {
    std::int64_t offset;
    std::int64_t length;
  };
  static constexpr std::int64_t kNa = -1;

  Entry* entries() const { return entries_.as<Entry>(); }

  Buffer entries_;
  Buffer heap_;
  std::int64_t size_ = 0;
  std::int64_t heap_size_ = 0;
};

}  // namespace ch5mpy
