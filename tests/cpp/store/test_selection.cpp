#include "store/selection.h"

#include "rig.h"

using ch5mpy::AxisSelection;
using ch5mpy::Dims;
using ch5mpy::kNaIndex;
using ch5mpy::Selection;

namespace {

using Indices = std::vector<std::int64_t>;

Indices indices(const AxisSelection& axis) {
  Indices result;
  for (std::int64_t i = 0; i < axis.size(); ++i) result.push_back(axis[i]);
  return result;
}

// Ranges and lists of many kinds over an axis of `extent`.
std::vector<AxisSelection> samples(std::int64_t extent) {
  return {AxisSelection::all(extent),
          AxisSelection::range(extent - 1, -1, extent),
          AxisSelection::range(1, 2, extent / 2),
          AxisSelection::range(0, 1, 0),
          AxisSelection::list({0, extent - 1, kNaIndex, 0}),
          AxisSelection::list({})};
}

}  // namespace

TEST_CASE("a selection of a selection picks what picking twice picks", "[selection]") {
  for (const AxisSelection& outer : samples(12)) {
    for (const AxisSelection& inner : samples(outer.size() > 1 ? outer.size() : 12)) {
      if (outer.size() < 2 && inner.size() > 0) continue;
      Indices expected;
      for (std::int64_t i : indices(inner)) expected.push_back(i == kNaIndex ? i : outer[i]);
      CHECK(indices(outer.then(inner)) == expected);
    }
  }
}

TEST_CASE("a range of a range stays a range", "[selection]") {
  const AxisSelection every_other = AxisSelection::range(0, 2, 50);
  const AxisSelection backwards = every_other.then(AxisSelection::range(49, -1, 50));
  CHECK_FALSE(backwards.is_list());
  CHECK(backwards[0] == 98);
  CHECK(backwards[49] == 0);
}

TEST_CASE("a slice is the elements it names", "[selection]") {
  for (const AxisSelection& axis : samples(12)) {
    if (axis.size() < 3) continue;
    CHECK(indices(axis.slice(1, 2)) == Indices({axis[1], axis[2]}));
    CHECK(axis.slice(2, 0).size() == 0);
  }
}

TEST_CASE("the dims of a selection are those after its permutation", "[selection]") {
  Selection selection = Selection::box({0, 1, 2}, {3, 4, 5});
  CHECK(selection.dims() == Dims({3, 4, 5}));
  selection.perm = {2, 0, 1};
  CHECK(selection.dims() == Dims({5, 3, 4}));
  CHECK_FALSE(selection.is_identity_perm());
  CHECK(selection.size() == 60);
}

TEST_CASE("indices outside the array are subscript errors", "[selection]") {
  const Dims dims{3, 4};
  const auto kind = [&](AxisSelection rows, bool allow_na) {
    Selection selection = Selection::all(dims);
    selection.axes[0] = rows;
    return rig::kind_thrown([&] { ch5mpy::check_selection(selection, dims, allow_na); });
  };
  CHECK(kind(AxisSelection::all(3), false) == "nothing");
  CHECK(kind(AxisSelection::all(4), false) == "subscript");
  CHECK(kind(AxisSelection::range(2, -1, 4), false) == "subscript");
  CHECK(kind(AxisSelection::range(100, 1, 0), false) == "nothing");
  CHECK(kind(AxisSelection::list({3}), false) == "subscript");
  CHECK(kind(AxisSelection::list({-2}), true) == "subscript");
  CHECK(kind(AxisSelection::list({kNaIndex}), true) == "nothing");
  CHECK(kind(AxisSelection::list({kNaIndex}), false) == "subscript");
}

TEST_CASE("the number of subscripts and the permutation are checked", "[selection]") {
  Selection selection = Selection::all({3, 4});
  CHECK(rig::kind_thrown([&] { check_selection(selection, {12}, false); }) == "subscript");
  selection.perm = {0, 0};
  CHECK(rig::kind_thrown([&] { check_selection(selection, {3, 4}, false); }) == "subscript");
  selection.perm = {1, 0};
  CHECK(rig::kind_thrown([&] { check_selection(selection, {3, 4}, false); }) == "nothing");
}

TEST_CASE("points outside the array are subscript errors", "[selection]") {
  const auto kind = [](Indices points, bool allow_na) {
    const ch5mpy::Points span(points.data(), static_cast<std::int64_t>(points.size()));
    return rig::kind_thrown([&] { ch5mpy::check_points(span, 5, allow_na); });
  };
  CHECK(kind({0, 4, 4, 0}, false) == "nothing");
  CHECK(kind({5}, false) == "subscript");
  CHECK(kind({kNaIndex}, true) == "nothing");
  CHECK(kind({kNaIndex}, false) == "subscript");
}
