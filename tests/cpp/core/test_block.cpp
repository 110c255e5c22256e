#include "core/block.h"

#include "rig.h"

using ch5mpy::Block;
using ch5mpy::ElementType;

TEST_CASE("a block holds elements of each type", "[block]") {
  for (ElementType type : {ElementType::logical, ElementType::integer, ElementType::real,
                           ElementType::complex, ElementType::raw}) {
    Block block(type, 10);
    CHECK(block.type() == type);
    CHECK(block.size() == 10);
    CHECK(block.data() != nullptr);
  }
  Block text(ElementType::text, 10);
  CHECK(text.text().size() == 10);
  CHECK(text.text().is_na(9));
}

TEST_CASE("a smaller block recycles the memory of a larger one", "[block]") {
  Block block(ElementType::real, 1000);
  const void* memory = block.data();
  block.reset(ElementType::integer, 10);
  CHECK(block.data() == memory);
}

TEST_CASE("a borrowed block writes to its owner's memory, and only when it fits", "[block]") {
  double owner[4] = {1, 2, 3, 4};
  Block block;
  block.borrow(ElementType::real, owner, 4);
  block.prepare(ElementType::real, 4);
  block.as<double>()[3] = 9;
  CHECK(owner[3] == 9);
  block.prepare(ElementType::real, 5);
  CHECK(block.data() != owner);
  block.as<double>()[3] = 7;
  CHECK(owner[3] == 9);
}

TEST_CASE("a moved block keeps its elements", "[block]") {
  Block block(ElementType::integer, 3);
  block.as<std::int32_t>()[2] = 42;
  Block moved = std::move(block);
  CHECK(moved.size() == 3);
  CHECK(moved.as<std::int32_t>()[2] == 42);
}

TEST_CASE("a size that cannot be is a memory error", "[block]") {
  CHECK(rig::kind_thrown([] { Block(ElementType::complex, INT64_MAX / 4); }) == "memory");
}
