// A box in two arrays at once, as runs of elements that lie together in both.
//
// Contract: pure arithmetic, counted in elements; the last axis runs fastest in both arrays.
// `visit(first, end, f)` calls `f(offset in a, offset in b)` for each run of that range of runs, in
// storage order.
#pragma once

#include <cstdint>
#include <vector>

#include "core/dims.h"

namespace ch5mpy {

// Where a box begins in an array of these dims.
struct BoxPlace {
  const Dims& dims;
  const Dims& start;
};

class BoxRuns {
 public:
  BoxRuns(const Dims& count, BoxPlace a, BoxPlace b);
  // A box of an array and the memory that holds nothing else.
  BoxRuns(const Dims& count, BoxPlace a) : BoxRuns(count, a, BoxPlace{count, origin(count)}) {}

  std::int64_t length() const { return length_; }  // elements of a run
  std::int64_t size() const { return size_; }      // number of runs
  // From one run to the next in `a`, and for how many in a row.
  std::int64_t step() const { return axes_.empty() ? length_ : axes_.back().a; }
  std::int64_t steps() const { return axes_.empty() ? 1 : axes_.back().count; }

  template <typename F>
  void visit(std::int64_t first, std::int64_t end, F&& f) const {
    std::vector<std::int64_t> at(axes_.size(), 0);
    std::int64_t a = a_, b = b_, rest = first;
    for (std::size_t k = axes_.size(); k-- > 0;) {
      at[k] = rest % axes_[k].count;
      rest /= axes_[k].count;
      a += at[k] * axes_[k].a;
      b += at[k] * axes_[k].b;
    }
    for (std::int64_t i = first; i < end; ++i) {
      f(a, b);
      for (std::size_t k = axes_.size(); k-- > 0;) {
        a += axes_[k].a;
        b += axes_[k].b;
        if (++at[k] < axes_[k].count) break;
        a -= axes_[k].count * axes_[k].a;
        b -= axes_[k].count * axes_[k].b;
        at[k] = 0;
      }
    }
  }

 private:
  struct Axis {
    std::int64_t count, a, b;
  };

  static const Dims& origin(const Dims& count);

  std::vector<Axis> axes_;  // what is beside the runs, the last one fastest
  std::int64_t length_ = 1;
  std::int64_t size_ = 1;
  std::int64_t a_ = 0, b_ = 0;  // where the first run begins
};

// Copies the runs, elements of `size` bytes each.
void copy_runs(const BoxRuns& runs, const char* a, char* b, std::int64_t size);
// The other way round.
void copy_runs_back(const BoxRuns& runs, char* a, const char* b, std::int64_t size);

}  // namespace ch5mpy
