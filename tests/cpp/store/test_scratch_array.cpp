#include "store/scratch_array.h"

#include "core/na.h"
#include "rig.h"
#include "store/memory_array.h"

using namespace ch5mpy;

TEST_CASE("a scratch array gives back what it was given, in any order") {
  ScratchArray scratch(ElementType::integer, {3, 4}, "/tmp");
  MemoryArray memory(Block(ElementType::integer, 12), {3, 4});
  Block all(ElementType::integer, 12);
  for (int i = 0; i < 12; ++i) all.as<std::int32_t>()[i] = i * i;
  scratch.put(Selection::all({3, 4}), all);
  memory.put(Selection::all({3, 4}), all);
  Selection picked{{AxisSelection::list({2, 0, kNaIndex}), AxisSelection::range(3, -1, 3)}, {1, 0}};
  Block a, b;
  scratch.gather(picked, a);
  memory.gather(picked, b);
  REQUIRE(std::equal(a.as<std::int32_t>(), a.as<std::int32_t>() + 9, b.as<std::int32_t>()));
  std::vector<std::int64_t> points = {11, 0, kNaIndex, 5, 6, 7};
  scratch.gather_points(points, a);
  memory.gather_points(points, b);
  REQUIRE(std::equal(a.as<std::int32_t>(), a.as<std::int32_t>() + 6, b.as<std::int32_t>()));
}

TEST_CASE("a missing position before the first one does not swallow it") {
  ScratchArray scratch(ElementType::integer, {2}, "/tmp");
  Block all(ElementType::integer, 2);
  all.as<std::int32_t>()[0] = 5;
  all.as<std::int32_t>()[1] = 6;
  scratch.put(Selection::all({2}), all);
  Block got;
  scratch.gather(Selection{{AxisSelection::list({kNaIndex, 0, 1})}, {}}, got);
  REQUIRE(got.as<std::int32_t>()[0] == kNaInteger);
  REQUIRE(got.as<std::int32_t>()[1] == 5);
  REQUIRE(got.as<std::int32_t>()[2] == 6);
}

TEST_CASE("a scratch array keeps text and NA apart") {
  ScratchArray scratch(ElementType::text, {3}, "/tmp");
  Block text(ElementType::text, 3);
  text.text().set(0, "one");
  text.text().set(1, "");
  scratch.put(Selection::all({3}), text);
  Block back;
  scratch.gather(Selection{{AxisSelection::range(2, -1, 3)}, {}}, back);
  REQUIRE(back.text().is_na(0));
  REQUIRE(!back.text().is_na(1));
  REQUIRE(back.text().get(2) == "one");
}

TEST_CASE("a folder that is not there is an error that names it") {
  REQUIRE(rig::kind_thrown([] { ScratchArray(ElementType::real, {1}, "/no/such/folder"); }) ==
          "io");
}
