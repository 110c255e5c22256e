#include "store/box_sink.h"

#include <limits>

#include "core/na.h"
#include "rig.h"
#include "store/memory_store.h"
#include "store/selections.h"

using namespace ch5mpy;

namespace {

struct Target {
  rig::MemoryStore* store;
  BoxSink sink;
};

Target make_target(const StoredType& type, const Dims& dims, const Dims& cell, bool chunked = true,
                   bool first_fastest = true, bool integer64 = false) {
  auto memory = std::make_unique<rig::MemoryStore>(type, dims, cell, chunked, first_fastest);
  rig::MemoryStore* store = memory.get();
  return {store, BoxSink(std::move(memory), integer64)};
}

StoredType reals() {
  return rig::stored_number(Native::f64, 8, ElementType::real);
}

Block reals_of(const std::vector<double>& values) {
  Block block(ElementType::real, static_cast<std::int64_t>(values.size()));
  std::copy(values.begin(), values.end(), block.as<double>());
  return block;
}

Block integers_of(const std::vector<std::int32_t>& values) {
  Block block(ElementType::integer, static_cast<std::int64_t>(values.size()));
  std::copy(values.begin(), values.end(), block.as<std::int32_t>());
  return block;
}

std::string put_kind(Target& target, const Block& values) {
  return rig::kind_thrown([&] { target.sink.put(Selection::all(target.sink.dims()), values); });
}

}  // namespace

TEST_CASE("any selection writes what a plain loop writes, the last value staying", "[box_sink]") {
  std::mt19937 random(3);
  const Dims dims = {13, 7, 3};
  for (int round = 0; round < 200; ++round) {
    Target target = make_target(reals(), dims, {4, 3, 2}, random() % 2 == 0, random() % 2 == 0);
    std::vector<double> expected(static_cast<std::size_t>(element_count(dims)), 0.0);
    for (int put = 0; put < 3; ++put) {
      Selection selection = rig::random_selection(random, dims, false);
      std::vector<std::int64_t> places = rig::positions(selection, dims);
      std::vector<double> values(places.size());
      for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = put * 1e6 + static_cast<double>(i) + 1;
        expected[static_cast<std::size_t>(places[i])] = values[i];
      }
      if (put < 2) {
        target.sink.put(selection, reals_of(values));
      } else {
        target.sink.put_points(places, reals_of(values));
      }
    }
    for (std::int64_t i = 0; i < element_count(dims); ++i) {
      REQUIRE(target.store->at<double>(i) == expected[static_cast<std::size_t>(i)]);
    }
  }
}

TEST_CASE("whole chunks are written without being read", "[box_sink]") {
  Target target = make_target(reals(), {8, 6}, {4, 3}, true, false);
  target.sink.put(Selection::all({8, 6}), Block(ElementType::real, 48));
  CHECK(target.store->reads == 0);
}

TEST_CASE("a value that does not fit is refused before anything is written", "[box_sink]") {
  auto integers = [](Native native, std::size_t size) {
    return rig::stored_number(native, size, ElementType::integer);
  };
  Target int8 = make_target(integers(Native::i8, 1), {2}, {2});
  CHECK(put_kind(int8, integers_of({1, kNaInteger})) == "type");
  CHECK(put_kind(int8, integers_of({1, 128})) == "type");
  CHECK(put_kind(int8, reals_of({1, 1.5})) == "type");
  CHECK(put_kind(int8, reals_of({1, na_real()})) == "type");
  CHECK(int8.store->writes == 0);
  CHECK(put_kind(int8, reals_of({-128, 127})) == "nothing");
  CHECK(int8.store->at<std::int8_t>(0) == -128);

  Target uint8 = make_target(integers(Native::u8, 1), {2}, {2});
  CHECK(put_kind(uint8, integers_of({300, 0})) == "type");
  CHECK(put_kind(uint8, integers_of({-1, 0})) == "type");
  CHECK(put_kind(uint8, Block(ElementType::text, 2)) == "type");

  Target uint64 = make_target(integers(Native::u64, 8), {2}, {2});
  CHECK(put_kind(uint64, reals_of({18446744073709551616.0, 0})) == "type");
  CHECK(put_kind(uint64, reals_of({9223372036854775808.0, 0})) == "nothing");
  CHECK(uint64.store->at<std::uint64_t>(0) == std::uint64_t{1} << 63);

  Target float32 = make_target(rig::stored_number(Native::f32, 4, ElementType::real), {2}, {2});
  CHECK(put_kind(float32, reals_of({1e300, 0})) == "type");
  CHECK(put_kind(float32, reals_of({std::numeric_limits<double>::infinity(), 0})) == "nothing");
}

TEST_CASE("NA in an int32 is marked once, from integers and doubles", "[box_sink]") {
  Target target = make_target(rig::stored_number(Native::i32, 4, ElementType::integer), {2}, {2});
  CHECK(put_kind(target, integers_of({1, 2})) == "nothing");
  CHECK(target.store->marks == 0);
  CHECK(put_kind(target, reals_of({1, na_real()})) == "nothing");
  CHECK(put_kind(target, integers_of({kNaInteger, 2})) == "nothing");
  CHECK(target.store->marks == 1);
  CHECK(put_kind(target, reals_of({std::nan(""), 2})) == "type");
}

TEST_CASE("int64 bits are written as the numbers they are", "[box_sink]") {
  Block values(ElementType::real, 2);
  values.as<std::int64_t>()[0] = (std::int64_t{1} << 53) + 1;
  values.as<std::int64_t>()[1] = kNaInteger64;
  Target int64 = make_target(rig::stored_number(Native::i64, 8, ElementType::real), {2}, {2}, true,
                             true, true);
  CHECK(put_kind(int64, values) == "nothing");
  CHECK(int64.store->at<std::int64_t>(0) == (std::int64_t{1} << 53) + 1);
  Target float64 = make_target(reals(), {2}, {2}, true, true, true);
  CHECK(put_kind(float64, values) == "type");
  values.as<std::int64_t>()[0] = 7;
  CHECK(put_kind(float64, values) == "nothing");
  CHECK(float64.store->at<double>(0) == 7);
  CHECK(is_na_real(float64.store->at<double>(1)));
}
