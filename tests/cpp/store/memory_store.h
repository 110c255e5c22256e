// Storage by boxes in memory, which counts what is asked of it.
#pragma once

#include <cstring>
#include <vector>

#include "core/stored_type.h"
#include "store/box_store.h"

namespace rig {

using ch5mpy::Dims;

// A stored integer or floating type of the size given.
inline ch5mpy::StoredType stored_number(ch5mpy::Native native, std::size_t size,
                                        ch5mpy::ElementType element) {
  ch5mpy::StoredType stored;
  bool floating = native == ch5mpy::Native::f32 || native == ch5mpy::Native::f64;
  stored.kind = floating ? ch5mpy::StoredKind::floating : ch5mpy::StoredKind::integer;
  stored.native = native;
  stored.size = size;
  stored.element = element;
  stored.dtype = "number";
  stored.float_max = native == ch5mpy::Native::f32 ? 3.4028234663852886e38 : 1.7976931348623157e308;
  return stored;
}

class MemoryStore : public ch5mpy::BoxStore {
 public:
  MemoryStore(ch5mpy::StoredType type, Dims dims, Dims cell, bool chunked, bool first_fastest)
      : type_(type) {
    grid_.dims = dims;
    grid_.cell = cell;
    grid_.chunked = chunked;
    grid_.first_fastest = first_fastest;
    grid_.element_size = static_cast<std::int64_t>(type.size);
    bytes_.resize(static_cast<std::size_t>(ch5mpy::element_count(dims)) * type.size);
  }

  const ch5mpy::StoredType& type() const override { return type_; }
  const ch5mpy::ChunkGrid& grid() const override { return grid_; }

  void read_box(const Dims& start, const Dims& count, void* memory) const override {
    ++reads;
    elements_read += ch5mpy::element_count(count);
    each(start, count, [&](std::size_t at, std::size_t in_box) {
      std::memcpy(static_cast<char*>(memory) + in_box * type_.size, &bytes_[at * type_.size],
                  type_.size);
    });
  }

  void write_box(const Dims& start, const Dims& count, const void* memory) override {
    ++writes;
    each(start, count, [&](std::size_t at, std::size_t in_box) {
      std::memcpy(&bytes_[at * type_.size], static_cast<const char*>(memory) + in_box * type_.size,
                  type_.size);
    });
  }

  void reclaim(std::int64_t, void*) const override {}
  void mark_integer_na() override { ++marks; }
  void note_text(std::int64_t) override {}

  // Element at a column-major position, whatever the storage order.
  template <typename T>
  T& at(std::int64_t position) {
    Dims strides = grid_.strides(grid_.dims);
    std::int64_t offset = 0;
    for (std::size_t a = 0; a < grid_.dims.size(); ++a) {
      offset += position % grid_.dims[a] * strides[a];
      position /= grid_.dims[a];
    }
    return *reinterpret_cast<T*>(&bytes_[static_cast<std::size_t>(offset) * type_.size]);
  }

  mutable int reads = 0;
  mutable std::int64_t elements_read = 0;
  int writes = 0;
  int marks = 0;

 private:
  // `f(offset in the array, offset in the box)` in elements.
  template <typename F>
  void each(const Dims& start, const Dims& count, F f) const {
    Dims strides = grid_.strides(grid_.dims), box = grid_.strides(count);
    std::int64_t size = ch5mpy::element_count(count);
    for (std::int64_t i = 0; i < size; ++i) {
      std::int64_t rest = i, at = 0, in_box = 0;
      for (std::size_t a = 0; a < count.size(); ++a) {
        std::int64_t k = rest % count[a];
        rest /= count[a];
        if (start[a] + k >= grid_.dims[a]) throw std::out_of_range("a box leaves the array");
        at += (start[a] + k) * strides[a];
        in_box += k * box[a];
      }
      f(static_cast<std::size_t>(at), static_cast<std::size_t>(in_box));
    }
  }

  ch5mpy::StoredType type_;
  ch5mpy::ChunkGrid grid_;
  std::vector<char> bytes_;
};

}  // namespace rig
