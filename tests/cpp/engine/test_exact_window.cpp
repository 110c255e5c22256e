#include "engine/exact_window.h"

#include <cmath>
#include <random>

#include "engine/exact_sum.h"
#include "rig.h"

using namespace ch5mpy::engine;

namespace {

std::vector<double> numbers(std::size_t count, int spread, std::uint32_t seed) {
  std::mt19937_64 generator(seed);
  std::vector<double> values(count);
  for (double& value : values) {
    int exponent = static_cast<int>(generator() % static_cast<unsigned>(spread + 1));
    value = std::ldexp(static_cast<double>(generator()) - 9e18, -63 - exponent);
  }
  return values;
}

double slow_sum(const std::vector<double>& values) {
  ExactSum sum;
  for (double value : values) sum.add_one(value);
  return sum.value();
}

}  // namespace

TEST_CASE("parts and rests of a window add up to the exact sum, of any number of elements") {
  for (int spread : {0, 30, 49, 60, 200}) {
    for (std::size_t count : {0u, 1u, 7u, 8u, 15u, 100u, 2048u}) {
      std::vector<double> values = numbers(count, spread, static_cast<std::uint32_t>(count));
      for (int exponent : {1, 5}) {
        ExactWindow window(exponent);
        auto n = static_cast<std::int64_t>(count);
        ExactWindow::Sums sums = window.sum(values.data(), n);
        REQUIRE(sums.fits);
        ExactSum total;
        total.add_parts(window, sums.high, sums.low);
        bool rest = false;
        for (double value : values) {
          rest = rest || window.rest(value) != 0;
          total.add_one(window.rest(value));
        }
        REQUIRE(rest == sums.rest);
        REQUIRE(total.value() == slow_sum(values));
      }
    }
  }
}

TEST_CASE("what is too large or not finite does not fit, wherever it stands") {
  ExactWindow window(3);
  for (double large : {8.0, -8.0, 1e300, std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    for (std::size_t at = 0; at < 21; ++at) {
      std::vector<double> values(21, 7.9);
      REQUIRE(window.sum(values.data(), 21).fits);
      REQUIRE(window.fits(values.data(), 21));
      values[at] = large;
      REQUIRE_FALSE(window.sum(values.data(), 21).fits);
      REQUIRE_FALSE(window.fits(values.data(), 21));
    }
  }
}

TEST_CASE("the largest sums of a window do not overflow") {
  ExactWindow window(0);
  double most = std::nextafter(1.0, 0.0);
  for (double value : {most, -most}) {
    std::vector<double> values(kWindowTerms, value);
    ExactWindow::Sums sums = window.sum(values.data(), kWindowTerms);
    ExactSum total;
    total.add_parts(window, sums.high, sums.low);
    REQUIRE(total.value() == value * static_cast<double>(kWindowTerms));
  }
}
