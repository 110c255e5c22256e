// Which places of a file have newer bytes, and in which record.
//
// Contract: extents do not overlap. Not synchronised.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>

namespace ch5mpy {

class ExtentIndex {
 public:
  bool empty() const { return extents_.empty(); }
  void clear() { extents_.clear(); }
  void add(std::uint64_t begin, std::uint64_t size, std::size_t record) {
    extents_[begin] = {begin + size, record};
  }

  // Cuts [from, to) into pieces, in order: `covered(record, at, begin, end)` for those in a record,
  // `at` bytes into it, and `gap(begin, end)` for the others, which may add extents there. Stops
  // at what is not 0 and returns it.
  template <class Covered, class Gap>
  int walk(std::uint64_t from, std::uint64_t to, Covered covered, Gap gap) const {
    auto next = extents_.upper_bound(from);
    if (next != extents_.begin() && std::prev(next)->second.end > from) --next;
    while (from < to) {
      std::uint64_t begin = next == extents_.end() ? to : std::min(to, std::max(from, next->first));
      if (from < begin) {
        if (int error = gap(from, begin)) return error;
        from = begin;
        continue;
      }
      std::uint64_t end = std::min(to, next->second.end);
      auto at = static_cast<std::size_t>(from - next->first);
      if (int error = covered(next->second.record, at, from, end)) return error;
      from = end;
      ++next;
    }
    return 0;
  }

 private:
  struct Extent {
    std::uint64_t end;
    std::size_t record;
  };
  std::map<std::uint64_t, Extent> extents_;  // by where they begin
};

}  // namespace ch5mpy
