// A box of an array: the unit in which an evaluation goes.
//
// Contract: plain values; start and count have one entry an axis, in R's order.
#pragma once

#include <cstdint>

#include "core/dims.h"

namespace ch5mpy::engine {

struct Box {
  Dims start;
  Dims count;

  std::int64_t size() const { return element_count(count); }
};

// The linear position of the box's first element in an array of shape `dims`.
inline std::int64_t box_origin(const Box& box, const Dims& dims) {
  std::int64_t position = 0;
  for (std::size_t a = dims.size(); a-- > 0;) position = position * dims[a] + box.start[a];
  return position;
}

// TRUE when the box's elements are neighbours in R's order: whole leading axes, then a part of one.
inline bool is_contiguous(const Box& box, const Dims& dims) {
  std::size_t a = 0;
  while (a < dims.size() && box.count[a] == dims[a]) ++a;
  for (++a; a < dims.size(); ++a) {
    if (box.count[a] != 1) return false;
  }
  return true;
}

// Calls visit(first, count, at) for each stretch of the box that is contiguous in the array: its
// first linear position, its length, and where it begins in the box's own order.
template <typename Visit>
void visit_runs(const Box& box, const Dims& dims, Visit&& visit) {
  std::int64_t size = box.size();
  if (size == 0) return;
  std::size_t rank = dims.size();
  // Leading axes that are whole merge with the one that follows.
  std::size_t inner = 0;
  std::int64_t run = 1;
  while (inner < rank && box.count[inner] == dims[inner]) run *= box.count[inner++];
  if (inner < rank) run *= box.count[inner++];
  Dims strides = column_major_strides(dims);
  Dims at(rank, 0);
  std::int64_t position = box_origin(box, dims);
  for (std::int64_t done = 0;; done += run) {
    visit(position, run, done);
    std::size_t a = inner;
    while (a < rank) {
      position += strides[a];
      if (++at[a] < box.count[a]) break;
      position -= box.count[a] * strides[a];
      at[a++] = 0;
    }
    if (a >= rank) return;
  }
}

}  // namespace ch5mpy::engine
