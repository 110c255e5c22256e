#include "store/chunk_shape.h"

#include "rig.h"

using namespace ch5mpy;

TEST_CASE("a guessed chunk takes between half a megabyte and one", "[chunk_shape]") {
  for (const Dims& dims : {Dims{100000000}, Dims{100000, 2000}, Dims{3, 50000000},
                           Dims{700, 600, 500}, Dims{1, 1, 1, 90000000}}) {
    for (std::int64_t size : {1, 4, 8, 16}) {
      Dims chunk = guess_chunk(dims, size);
      std::int64_t bytes = element_count(chunk) * size;
      CHECK(bytes <= 1 << 20);
      CHECK(bytes >= 1 << 18);
      for (std::size_t a = 0; a < dims.size(); ++a) CHECK(chunk[a] <= dims[a]);
    }
  }
}

TEST_CASE("a small array is one chunk, an empty one has room to grow", "[chunk_shape]") {
  CHECK(guess_chunk({300, 20}, 8) == Dims({300, 20}));
  Dims chunk = guess_chunk({5, 0}, 8);
  CHECK(chunk[0] == 5);
  CHECK(chunk[1] > 100);
  CHECK(guess_chunk({}, 8).empty());
}
