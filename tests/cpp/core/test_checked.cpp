#include "core/checked.h"

#include "rig.h"

using ch5mpy::checked_add;
using ch5mpy::checked_mul;

TEST_CASE("sizes that fit are added and multiplied as they are", "[checked]") {
  CHECK(checked_add(INT64_MAX - 1, 1, "x") == INT64_MAX);
  CHECK(checked_mul(INT64_MAX, 1, "x") == INT64_MAX);
  CHECK(checked_mul(1LL << 31, 1LL << 31, "x") == 1LL << 62);
  CHECK(checked_mul(INT64_MAX, 0, "x") == 0);
  CHECK(checked_mul(0, INT64_MAX, "x") == 0);
}

TEST_CASE("sizes that do not fit, or are negative, are a memory error that names the thing",
          "[checked]") {
  CHECK(rig::kind_thrown([] { checked_add(INT64_MAX, 1, "x"); }) == "memory");
  CHECK(rig::kind_thrown([] { checked_mul(1LL << 32, 1LL << 31, "x"); }) == "memory");
  CHECK(rig::kind_thrown([] { checked_mul(-1, 2, "x"); }) == "memory");
  CHECK(rig::kind_thrown([] { checked_add(-1, 2, "x"); }) == "memory");
  try {
    checked_mul(INT64_MAX, 2, "the moon");
  } catch (const ch5mpy::Error& error) {
    CHECK(std::string(error.what()).find("the moon") != std::string::npos);
  }
}
