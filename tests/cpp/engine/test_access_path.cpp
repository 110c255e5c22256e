#include "engine/access_path.h"

#include "rig.h"

using ch5mpy::AxisSelection;
using ch5mpy::Dims;
using ch5mpy::Selection;
using ch5mpy::engine::DirectAccess;

namespace {

DirectAccess access(AxisSelection rows, std::int64_t columns) {
  DirectAccess direct;
  direct.selection.axes = {rows, AxisSelection::all(columns)};
  direct.source_axis = {0, 1};
  return direct;
}

}  // namespace

TEST_CASE("a chunk of a view is what one chunk of the source gives of it", "[access_path]") {
  CHECK(access(AxisSelection::all(1000), 30).chunk({100, 10}, 1000000) == Dims({100, 10}));
  CHECK(access(AxisSelection::range(999, -4, 250), 30).chunk({100, 10}, 1000000) == Dims({25, 10}));
  std::vector<std::int64_t> every_tenth;
  for (std::int64_t i = 0; i < 100; ++i) every_tenth.push_back(10 * i);
  CHECK(access(AxisSelection::list(every_tenth), 30).chunk({100, 10}, 1000000) == Dims({10, 10}));
}

TEST_CASE("where indices jump about, a chunk of a view is the whole axis", "[access_path]") {
  AxisSelection rows = AxisSelection::list({900, 3, 500, 4, 901});
  CHECK(access(rows, 30).chunk({100, 10}, 1000000) == Dims({5, 10}));
  CHECK(access(rows, 30).chunk({100, 10}, 30) == Dims({3, 10}));
  CHECK(access(rows, 30).chunk({1, 1}, 30).empty());
}
