#include "core/dims.h"

#include <algorithm>

#include "core/checked.h"

namespace ch5mpy {

std::int64_t element_count(const Dims& dims) {
  // An extent of zero makes the array empty however large the others claim to be.
  if (std::find(dims.begin(), dims.end(), 0) != dims.end()) return 0;
  std::int64_t count = 1;
  for (std::int64_t extent : dims) count = checked_mul(count, extent, "an array");
  return count;
}

Dims column_major_strides(const Dims& dims) {
  Dims strides(dims.size());
  std::int64_t stride = 1;
  for (std::size_t a = 0; a < dims.size(); ++a) {
    strides[a] = stride;
    stride = checked_mul(stride, dims[a], "an array");
  }
  return strides;
}

Dims row_major_strides(const Dims& dims) {
  return reversed(column_major_strides(reversed(dims)));
}

Dims reversed(const Dims& dims) {
  return Dims(dims.rbegin(), dims.rend());
}

std::string dims_text(const Dims& dims) {
  std::string text = "(";
  for (std::size_t a = 0; a < dims.size(); ++a) {
    if (a > 0) text += ", ";
    text += std::to_string(dims[a]);
  }
  return text + (dims.size() == 1 ? ",)" : ")");
}

}  // namespace ch5mpy
