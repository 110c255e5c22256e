#include "engine/exact_sum.h"

#include <cmath>
#include <limits>
#include <random>

#include "core/na.h"
#include "rig.h"

using ch5mpy::engine::ExactSum;

namespace {

double sum_of(const std::vector<double>& values) {
  ExactSum sum;
  sum.add(values.data(), static_cast<std::int64_t>(values.size()));
  return sum.value();
}

constexpr double kInf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("the sum is exact before it is rounded") {
  REQUIRE(sum_of({1e308, 1, -1e308}) == 1);
  REQUIRE(sum_of({1e16, 1, -1e16, 1e-300}) == 1);
  REQUIRE(sum_of({5e-324, 5e-324, -5e-324}) == 5e-324);
  REQUIRE(sum_of({1, std::ldexp(1, -53)}) == 1);
  REQUIRE(sum_of({1, std::ldexp(1, -53), 5e-324}) == 1 + std::ldexp(1, -52));
  REQUIRE(sum_of({-1, -std::ldexp(1, -53), -5e-324}) == -1 - std::ldexp(1, -52));
  REQUIRE(sum_of({1e308, 1e308}) == kInf);
  REQUIRE(sum_of({1e308, 1e308, -1e308}) == 1e308);
  REQUIRE(sum_of({}) == 0);
  REQUIRE(sum_of({-0.0}) == 0);
  REQUIRE(sum_of({0.1, 0.2, 0.3}) == 0.6);
}

TEST_CASE("the bits do not depend on order or on how the values are split") {
  std::mt19937_64 generator(1);
  std::vector<double> values(20000);
  for (double& value : values) {
    int exponent = static_cast<int>(generator() % 600) - 300;
    value = std::ldexp(static_cast<double>(generator()) - 9e18, exponent);
  }
  double forward = sum_of(values);
  std::vector<double> backward(values.rbegin(), values.rend());
  REQUIRE(sum_of(backward) == forward);
  ExactSum left, right;
  left.add(values.data(), 777);
  right.add(values.data() + 777, static_cast<std::int64_t>(values.size()) - 777);
  left.merge(right);
  REQUIRE(left.value() == forward);
}

TEST_CASE("neighbouring exponents take the fast way to the same bits as single additions") {
  std::mt19937_64 generator(2);
  for (int spread : {0, 3, 30, 60, 90}) {
    std::vector<double> values(5003);
    for (double& value : values) {
      int exponent =
          spread == 0 ? 0 : static_cast<int>(generator() % static_cast<unsigned>(spread));
      value = std::ldexp(static_cast<double>(generator()) - 9e18, -exponent);
    }
    ExactSum one_by_one;
    for (const double& value : values) one_by_one.add(&value, 1);
    REQUIRE(sum_of(values) == one_by_one.value());
  }
}

TEST_CASE("missing values in the rest of a strip are not lost") {
  std::vector<double> values(13, 1.0);
  values[12] = std::nan("");
  REQUIRE(std::isnan(sum_of(values)));
  ExactSum sum;
  REQUIRE(sum.add_present(values.data(), 13) == 12);
}

TEST_CASE("NA beats NaN, and infinities of both signs cancel to NaN") {
  double nan = std::nan("");
  REQUIRE(ch5mpy::is_na_real(sum_of({nan, ch5mpy::na_real()})));
  REQUIRE(ch5mpy::is_na_real(sum_of({ch5mpy::na_real(), nan})));
  REQUIRE(!ch5mpy::is_na_real(sum_of({kInf, -kInf})));
  REQUIRE(std::isnan(sum_of({kInf, -kInf})));
  REQUIRE(ch5mpy::is_na_real(sum_of({kInf, -kInf, ch5mpy::na_real()})));
  REQUIRE(sum_of({-kInf, 1}) == -kInf);
}

TEST_CASE("means survive sums beyond the largest double") {
  std::vector<double> values = {1e308, 1e308, 1e308};
  ExactSum sum;
  sum.add(values.data(), 3);
  REQUIRE(sum.mean(3) == 1e308);
}

TEST_CASE("missing values can be left out") {
  std::vector<double> values = {1, std::nan(""), ch5mpy::na_real(), 2};
  ExactSum sum;
  REQUIRE(sum.add_present(values.data(), 4) == 2);
  REQUIRE(sum.value() == 3);
}
