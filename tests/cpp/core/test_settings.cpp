#include "core/settings.h"

#include "rig.h"

TEST_CASE("settings start with a cap, and infinity is none", "[settings]") {
  ch5mpy::Settings fresh;
  CHECK(fresh.max_memory == 250.0 * 1024 * 1024);
  CHECK_FALSE(fresh.unlimited());
  CHECK(fresh.threads == 1);
  CHECK(fresh.int64 == ch5mpy::Int64Policy::as_double);
  fresh.max_memory = std::numeric_limits<double>::infinity();
  CHECK(fresh.unlimited());
}

TEST_CASE("there is one set of settings", "[settings]") {
  const int threads = ch5mpy::settings().threads;
  ch5mpy::settings().threads = 3;
  CHECK(ch5mpy::settings().threads == 3);
  ch5mpy::settings().threads = threads;
}
