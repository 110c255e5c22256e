#include "store/text_extent.h"

#include "rig.h"

using namespace ch5mpy;

TEST_CASE("text is measured in bytes and in characters", "[text_extent]") {
  TextColumn text;
  text.reset(4);
  text.set(0, "abc");
  text.set(1, "\xC3\xA9t\xC3\xA9");
  text.set(2, "");
  TextExtent extent = measure_text(text);
  CHECK(extent.count == 4);
  CHECK(extent.na_count == 1);
  CHECK(extent.bytes == 8);
  CHECK(extent.widest == 5);
  CHECK(extent.most_characters == 3);
}

TEST_CASE("the string that stands for NA equals no element", "[text_extent]") {
  TextColumn text;
  text.reset(3);
  CHECK(choose_na_text(text) == "NA");
  text.set(0, "NA");
  text.set(1, "NA0");
  CHECK(choose_na_text(text) == "NA1");
}

TEST_CASE("one long string among short ones keeps text variable", "[text_extent]") {
  TextColumn text;
  text.reset(100);
  for (int i = 0; i < 100; ++i) text.set(i, "abc");
  TextExtent extent = measure_text(text);
  CHECK(is_fixed_smaller(extent, fixed_width(extent, "")));
  text.set(5, std::string(10000, 'x'));
  extent = measure_text(text);
  CHECK_FALSE(is_fixed_smaller(extent, fixed_width(extent, "")));
}
