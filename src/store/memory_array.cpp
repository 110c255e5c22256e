#include "store/memory_array.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/na.h"
#include "store/block_copy.h"
#include "store/position_walk.h"

namespace ch5mpy {

namespace {

template <typename T>
void gather_line(const T* from, const Line& line, T na, T* out) {
  std::int64_t n = line.size();
  if (line.base == kNaIndex) {
    std::fill(out, out + n, na);
  } else if (line.axis->is_run() && line.stride == 1) {
    std::memcpy(out, from + line[0], static_cast<std::size_t>(n) * sizeof(T));
  } else if (!line.axis->is_list()) {
    std::int64_t step = n > 1 ? line[1] - line[0] : 0;
    const T* at = from + line[0];
    for (std::int64_t i = 0; i < n; ++i) out[i] = at[i * step];
  } else {
    for (std::int64_t i = 0; i < n; ++i) {
      std::int64_t position = line[i];
      out[i] = position == kNaIndex ? na : from[position];
    }
  }
}

template <typename T>
void gather_typed(const Block& values, const Selection& selection, const Dims& dims, T na,
                  Block& out) {
  visit_lines(selection, dims, [&](const Line& line) {
    gather_line(values.as<T>(), line, na, out.as<T>() + line.first);
  });
}

template <typename T>
void gather_points_typed(const Block& values, Points points, T na, Block& out) {
  const T* from = values.as<T>();
  T* to = out.as<T>();
  for (std::int64_t i = 0; i < points.size(); ++i) {
    to[i] = points[i] == kNaIndex ? na : from[points[i]];
  }
}

}  // namespace

MemoryArray::MemoryArray(Block values, Dims dims)
    : values_(std::move(values)), dims_(std::move(dims)) {
  if (values_.size() != element_count(dims_)) {
    throw Error(ErrorKind::internal, "An array of shape " + dims_text(dims_) + " was given " +
                                         std::to_string(values_.size()) + " values.");
  }
}

Dims MemoryArray::chunk() const {
  return Dims(dims_.size(), 1);
}

void MemoryArray::gather(const Selection& selection, Block& out) {
  check_selection(selection, dims_, true);
  out.prepare(type(), selection.size());
  switch (type()) {
    case ElementType::logical:
    case ElementType::integer:
      return gather_typed<std::int32_t>(values_, selection, dims_, kNaInteger, out);
    case ElementType::real:
      return gather_typed<double>(values_, selection, dims_, na_real(), out);
    case ElementType::complex:
      return gather_typed<Complex>(values_, selection, dims_, Complex{na_real(), na_real()}, out);
    case ElementType::raw:
      return gather_typed<unsigned char>(values_, selection, dims_, 0, out);
    case ElementType::text:
      visit_lines(selection, dims_, [&](const Line& line) {
        for (std::int64_t i = 0; i < line.size(); ++i) {
          set_element(values_, line[i], out, line.first + i);
        }
      });
  }
}

void MemoryArray::gather_points(Points points, Block& out) {
  check_points(points, values_.size(), true);
  out.prepare(type(), points.size());
  switch (type()) {
    case ElementType::logical:
    case ElementType::integer:
      return gather_points_typed<std::int32_t>(values_, points, kNaInteger, out);
    case ElementType::real:
      return gather_points_typed<double>(values_, points, na_real(), out);
    case ElementType::complex:
      return gather_points_typed<Complex>(values_, points, Complex{na_real(), na_real()}, out);
    case ElementType::raw:
      return gather_points_typed<unsigned char>(values_, points, 0, out);
    case ElementType::text:
      for (std::int64_t i = 0; i < points.size(); ++i) set_element(values_, points[i], out, i);
  }
}

void MemoryArray::check(const Block& values) const {
  if (values.type() == type()) return;
  throw Error(ErrorKind::type, std::string("Values of type ") + element_type_name(values.type()) +
                                   " do not fit an array in memory of type " +
                                   element_type_name(type()) + "; convert them first.");
}

void MemoryArray::put(const Selection& selection, const Block& values) {
  check_selection(selection, dims_, false);
  check(values);
  visit_lines(selection, dims_, [&](const Line& line) {
    if (line.axis->is_run() && line.stride == 1) {
      copy_elements(values, line.first, line.size(), values_, line[0]);
      return;
    }
    for (std::int64_t i = 0; i < line.size(); ++i) {
      set_element(values, line.first + i, values_, line[i]);
    }
  });
}

void MemoryArray::put_points(Points points, const Block& values) {
  check_points(points, values_.size(), false);
  check(values);
  for (std::int64_t i = 0; i < points.size(); ++i) set_element(values, i, values_, points[i]);
}

}  // namespace ch5mpy
