#include "store/chunk_shape.h"

#include <algorithm>

namespace ch5mpy {

namespace {

constexpr std::int64_t kMostBytes = 1 << 20;

std::int64_t bytes_of(const Dims& chunk, std::int64_t element_size) {
  std::int64_t bytes = element_size;
  // Saturating just above the bound: extents may be huge.
  for (std::int64_t extent : chunk) {
    if (bytes <= kMostBytes) bytes *= std::min(extent, kMostBytes + 1);
  }
  return bytes;
}

}  // namespace

Dims guess_chunk(const Dims& dims, std::int64_t element_size) {
  Dims chunk(dims);
  for (std::int64_t& extent : chunk) extent = std::max<std::int64_t>(1, extent);
  // Halving the longest axis keeps the proportions within a factor of two.
  while (bytes_of(chunk, element_size) > kMostBytes) {
    auto longest = std::max_element(chunk.begin(), chunk.end());
    if (*longest == 1) break;
    *longest = (*longest + 1) / 2;
  }
  // An empty or very short array may grow along its last axis.
  while (!chunk.empty() && bytes_of(chunk, element_size) * 2 <= kTinyBytes) chunk.back() *= 2;
  return chunk;
}

}  // namespace ch5mpy
