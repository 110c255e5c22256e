#include "store/box_runs.h"

#include <cstring>

namespace ch5mpy {

namespace {

// Runs of a few bytes: copied as one number.
template <typename T>
void copy_short(const BoxRuns& runs, const char* a, char* b, std::int64_t size) {
  runs.visit(0, runs.size(), [&](std::int64_t from, std::int64_t to) {
    std::memcpy(b + to * size, a + from * size, sizeof(T));
  });
}

}  // namespace

const Dims& BoxRuns::origin(const Dims& count) {
  thread_local Dims zeros;
  zeros.assign(count.size(), 0);
  return zeros;
}

BoxRuns::BoxRuns(const Dims& count, BoxPlace a, BoxPlace b) {
  std::int64_t stride_a = 1, stride_b = 1;
  bool together = true;  // all axes so far are runs
  std::vector<Axis> outer;
  for (std::size_t k = count.size(); k-- > 0;) {
    a_ += a.start[k] * stride_a;
    b_ += b.start[k] * stride_b;
    if (together) {
      length_ *= count[k];
      together = count[k] == a.dims[k] && count[k] == b.dims[k];
    } else if (count[k] != 1) {
      outer.push_back({count[k], stride_a, stride_b});
      size_ *= count[k];
    }
    stride_a *= a.dims[k];
    stride_b *= b.dims[k];
  }
  axes_.assign(outer.rbegin(), outer.rend());
}

void copy_runs(const BoxRuns& runs, const char* a, char* b, std::int64_t size) {
  std::int64_t bytes = runs.length() * size;
  if (bytes == 8) return copy_short<std::uint64_t>(runs, a, b, size);
  if (bytes == 4) return copy_short<std::uint32_t>(runs, a, b, size);
  runs.visit(0, runs.size(), [&](std::int64_t from, std::int64_t to) {
    std::memcpy(b + to * size, a + from * size, static_cast<std::size_t>(bytes));
  });
}

void copy_runs_back(const BoxRuns& runs, char* a, const char* b, std::int64_t size) {
  std::int64_t bytes = runs.length() * size;
  runs.visit(0, runs.size(), [&](std::int64_t to, std::int64_t from) {
    std::memcpy(a + to * size, b + from * size, static_cast<std::size_t>(bytes));
  });
}

}  // namespace ch5mpy
