#include "store/box_source.h"

#include "core/na.h"
#include "rig.h"
#include "store/memory_store.h"
#include "store/selections.h"

using namespace ch5mpy;

namespace {

struct Case {
  Dims dims;
  Dims cell;
};

const std::vector<Case> kCases = {{{}, {}},          {{1}, {1}},          {{17}, {4}},
                                  {{7, 5}, {3, 2}},  {{40, 30}, {16, 8}}, {{5, 4, 6}, {2, 4, 5}},
                                  {{300, 2}, {9, 1}}};

// A source over 0, 1, 2, ... in R's order, and its store.
template <typename T>
BoxSource counting_source(Native native, ElementType element, const Case& shape, bool chunked,
                          bool first_fastest, WarningLog& log, rig::MemoryStore** store) {
  auto memory = std::make_unique<rig::MemoryStore>(rig::stored_number(native, sizeof(T), element),
                                                   shape.dims, shape.cell, chunked, first_fastest);
  for (std::int64_t i = 0; i < element_count(shape.dims); ++i) memory->at<T>(i) = static_cast<T>(i);
  *store = memory.get();
  return BoxSource(std::move(memory), Int64Policy::as_double, log);
}

template <typename T>
void check_gather(BoxSource& source, std::mt19937& random, T na) {
  for (int round = 0; round < 40; ++round) {
    Selection selection = rig::random_selection(random, source.dims(), true);
    Block out;
    source.gather(selection, out);
    std::vector<std::int64_t> expected = rig::positions(selection, source.dims());
    REQUIRE(out.size() == static_cast<std::int64_t>(expected.size()));
    for (std::int64_t i = 0; i < out.size(); ++i) {
      std::int64_t position = expected[static_cast<std::size_t>(i)];
      T wanted = position == kNaIndex ? na : static_cast<T>(position);
      REQUIRE(std::memcmp(&out.as<T>()[i], &wanted, sizeof(T)) == 0);
    }
  }
}

}  // namespace

TEST_CASE("any selection of any layout gives what a plain loop picks", "[box_source]") {
  std::mt19937 random(1);
  WarningLog log;
  rig::MemoryStore* store;
  for (const Case& shape : kCases) {
    for (bool chunked : {true, false}) {
      for (bool first_fastest : {true, false}) {
        auto reals = counting_source<double>(Native::f64, ElementType::real, shape, chunked,
                                             first_fastest, log, &store);
        check_gather<double>(reals, random, na_real());
        auto shorts = counting_source<std::int16_t>(Native::i16, ElementType::integer, shape,
                                                    chunked, first_fastest, log, &store);
        check_gather<std::int32_t>(shorts, random, kNaInteger);
      }
    }
  }
  CHECK(log.texts().empty());
}

TEST_CASE("points come in the order asked for, repeated and NA ones too", "[box_source]") {
  std::mt19937 random(2);
  WarningLog log;
  rig::MemoryStore* store;
  for (const Case& shape : kCases) {
    for (bool chunked : {true, false}) {
      auto source = counting_source<double>(Native::f64, ElementType::real, shape, chunked,
                                            random() % 2 == 0, log, &store);
      std::vector<std::int64_t> points;
      for (int i = 0; i < 50; ++i) {
        auto size = static_cast<std::uint64_t>(element_count(shape.dims));
        points.push_back(i % 9 == 3 ? kNaIndex : static_cast<std::int64_t>(random() % size));
      }
      Block out;
      source.gather_points(points, out);
      for (std::size_t i = 0; i < points.size(); ++i) {
        double value = out.as<double>()[i];
        REQUIRE(
            (points[i] == kNaIndex ? is_na_real(value) : value == static_cast<double>(points[i])));
      }
    }
  }
}

TEST_CASE("scattered rows touch each chunk once and nothing else", "[box_source]") {
  WarningLog log;
  rig::MemoryStore* store;
  auto source = counting_source<double>(Native::f64, ElementType::real, {{100000, 4}, {1000, 4}},
                                        true, true, log, &store);
  Selection rows = Selection::all(source.dims());
  rows.axes[0] = AxisSelection::list({99500, 3, 99501, 50, 99500});
  Block out;
  source.gather(rows, out);
  CHECK(store->reads == 2);
  CHECK(store->elements_read == 4 * (48 + 2));
}

TEST_CASE("scattered elements of contiguous storage are not read as one span", "[box_source]") {
  WarningLog log;
  rig::MemoryStore* store;
  auto source = counting_source<double>(Native::f64, ElementType::real, {{2000000}, {131072}},
                                        false, true, log, &store);
  Selection selection;
  selection.axes.push_back(AxisSelection::list({1999999, 5, 1000000, 7}));
  Block out;
  source.gather(selection, out);
  CHECK(store->reads == 3);
  CHECK(store->elements_read == 5);
  CHECK(out.as<double>()[0] == 1999999);
  std::vector<std::int64_t> points = {1999999, 5, 1000000, 7};
  source.gather_points(points, out);
  CHECK(store->elements_read == 10);
}

TEST_CASE("a whole array is read straight into the block", "[box_source]") {
  WarningLog log;
  rig::MemoryStore* store;
  auto source = counting_source<double>(Native::f64, ElementType::real, {{500, 40}, {10, 10}}, true,
                                        true, log, &store);
  Block out;
  source.gather(Selection::all(source.dims()), out);
  CHECK(store->reads == 1);
  CHECK(out.as<double>()[12345] == 12345);
}

TEST_CASE("what a double cannot hold, and an INT_MIN without a mark, warn once", "[box_source]") {
  WarningLog log;
  rig::MemoryStore* store;
  auto wide = counting_source<std::int64_t>(Native::i64, ElementType::real, {{3}, {3}}, true, true,
                                            log, &store);
  store->at<std::int64_t>(1) = (std::int64_t{1} << 53) + 1;
  store->at<std::int64_t>(2) = std::numeric_limits<std::int64_t>::min();
  Block out;
  for (int i = 0; i < 2; ++i) wide.gather(Selection::all(wide.dims()), out);
  CHECK(out.as<double>()[2] == -9223372036854775808.0);
  CHECK(log.texts().size() == 1);

  auto narrow = counting_source<std::int32_t>(Native::i32, ElementType::integer, {{3}, {3}}, true,
                                              true, log, &store);
  narrow.gather(Selection::all(narrow.dims()), out);
  CHECK(log.texts().size() == 1);
  store->at<std::int32_t>(0) = kNaInteger;
  for (int i = 0; i < 2; ++i) narrow.gather(Selection::all(narrow.dims()), out);
  CHECK(log.texts().size() == 2);
}

TEST_CASE("the policies of 64-bit integers keep their bits or refuse", "[box_source]") {
  WarningLog log;
  auto make = [&](Int64Policy policy) {
    auto memory = std::make_unique<rig::MemoryStore>(
        rig::stored_number(Native::i64, 8, ElementType::real), Dims{2}, Dims{2}, true, true);
    memory->at<std::int64_t>(0) = (std::int64_t{1} << 53) + 1;
    return BoxSource(std::move(memory), policy, log);
  };
  Block out;
  BoxSource keeps = make(Int64Policy::as_integer64);
  CHECK(keeps.is_integer64());
  keeps.gather(Selection::all(keeps.dims()), out);
  CHECK(out.as<std::int64_t>()[0] == (std::int64_t{1} << 53) + 1);
  BoxSource refuses = make(Int64Policy::error);
  CHECK(rig::kind_thrown([&] { refuses.gather(Selection::all(refuses.dims()), out); }) == "type");
  CHECK(log.texts().empty());
}
