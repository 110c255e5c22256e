#include "core/na.h"

#include "rig.h"

TEST_CASE("NA is told from NaN by its low word", "[na]") {
  CHECK(ch5mpy::is_na_real(ch5mpy::na_real()));
  CHECK_FALSE(ch5mpy::is_na_real(std::nan("")));
  CHECK_FALSE(ch5mpy::is_na_real(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(ch5mpy::is_na_real(0));
}

TEST_CASE("NA stays NA when arithmetic makes it a quiet one", "[na]") {
  volatile double one = 1;
  CHECK(ch5mpy::is_na_real(ch5mpy::na_real() + one));
}
