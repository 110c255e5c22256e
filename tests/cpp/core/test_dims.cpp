#include "core/dims.h"

#include "rig.h"

using ch5mpy::Dims;

TEST_CASE("an array without axes has one element, one with an empty axis none", "[dims]") {
  CHECK(ch5mpy::element_count({}) == 1);
  CHECK(ch5mpy::element_count({3, 4, 5}) == 60);
  CHECK(ch5mpy::element_count({1LL << 40, 1LL << 40, 0}) == 0);
}

TEST_CASE("a count past 64 bits is an error, and not a small number", "[dims]") {
  const std::int64_t large = 1LL << 32;
  CHECK(rig::kind_thrown([&] { ch5mpy::element_count({large, large, large, large}); }) == "memory");
}

TEST_CASE("strides belong to the order of the axes", "[dims]") {
  CHECK(ch5mpy::column_major_strides({3, 4, 5}) == Dims({1, 3, 12}));
  CHECK(ch5mpy::row_major_strides({3, 4, 5}) == Dims({20, 5, 1}));
  CHECK(ch5mpy::column_major_strides({}).empty());
  CHECK(ch5mpy::reversed({3, 4, 5}) == Dims({5, 4, 3}));
}

TEST_CASE("a shape prints as numpy prints it", "[dims]") {
  CHECK(ch5mpy::dims_text({}) == "()");
  CHECK(ch5mpy::dims_text({3}) == "(3,)");
  CHECK(ch5mpy::dims_text({3, 4}) == "(3, 4)");
}
