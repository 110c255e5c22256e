#include "core/text_column.h"

#include "rig.h"

using ch5mpy::TextColumn;

TEST_CASE("a new column is NA throughout, and NA is not the empty string", "[text]") {
  TextColumn column;
  column.reset(3);
  CHECK(column.size() == 3);
  CHECK(column.is_na(2));
  CHECK(column.c_str(2) == nullptr);
  column.set(2, "");
  CHECK_FALSE(column.is_na(2));
  CHECK(std::string(column.c_str(2)).empty());
}

TEST_CASE("strings are set in any order and found again while the heap grows", "[text]") {
  TextColumn column;
  const int count = 5000;
  column.reset(count);
  for (int i = count - 1; i >= 0; --i) {
    column.set(i, std::string(static_cast<std::size_t>(i % 37), 'x') + std::to_string(i));
  }
  column.set_na(17);
  for (int i = 0; i < count; ++i) {
    if (i == 17) continue;
    REQUIRE(std::string(column.c_str(i)) ==
            std::string(static_cast<std::size_t>(i % 37), 'x') + std::to_string(i));
  }
  CHECK(column.is_na(17));
}

TEST_CASE("a repeated string costs no bytes, and a reset empties the heap", "[text]") {
  TextColumn column;
  column.reset(2);
  column.set(0, "twelve bytes");
  const std::int64_t size = column.heap_size();
  column.repeat(1, 0);
  CHECK(column.get(1) == "twelve bytes");
  CHECK(column.heap_size() == size);
  column.reset(1);
  CHECK(column.heap_size() == 0);
  CHECK(column.is_na(0));
}
