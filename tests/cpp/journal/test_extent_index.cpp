#include "journal/extent_index.h"

#include <vector>

#include "rig.h"

using ch5mpy::ExtentIndex;

TEST_CASE("a walk tells each byte's record once, in order", "[extent_index]") {
  ExtentIndex index;
  std::vector<int> owner(200, -1);
  int record = 0;
  for (std::size_t begin : {100u, 10u, 50u, 60u, 160u}) {
    index.add(begin, 10, static_cast<std::size_t>(record));
    for (std::size_t i = begin; i < begin + 10; ++i) owner[i] = record;
    ++record;
  }
  for (std::uint64_t from = 0; from < 200; from += 7) {
    for (std::uint64_t to = from; to <= 200; to += 11) {
      std::uint64_t at = from;
      bool right = true;
      index.walk(
          from, to,
          [&](std::size_t which, std::size_t, std::uint64_t begin, std::uint64_t end) {
            right = right && begin == at && begin < end;
            for (; at < end; ++at) right = right && owner[at] == static_cast<int>(which);
            return 0;
          },
          [&](std::uint64_t begin, std::uint64_t end) {
            right = right && begin == at && begin < end;
            for (; at < end; ++at) right = right && owner[at] == -1;
            return 0;
          });
      CHECK(right);
      CHECK(at == to);
    }
  }
}

TEST_CASE("gaps may be filled while they are walked, and errors stop", "[extent_index]") {
  ExtentIndex index;
  index.add(10, 10, 0);
  int calls = 0;
  auto covered = [&](std::size_t, std::size_t, std::uint64_t, std::uint64_t) { return 0; };
  index.walk(0, 40, covered, [&](std::uint64_t begin, std::uint64_t end) {
    index.add(begin, end - begin, 1);
    ++calls;
    return 0;
  });
  CHECK(calls == 2);
  CHECK(index.walk(0, 40, covered, [](std::uint64_t, std::uint64_t) { return 7; }) == 0);
  CHECK(index.walk(0, 41, covered, [](std::uint64_t, std::uint64_t) { return 7; }) == 7);
}
