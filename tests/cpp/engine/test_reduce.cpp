#include "engine/reduce.h"

#include <cmath>
#include <limits>

#include "engine/plans.h"
#include "rig.h"

using namespace plans;

namespace {

constexpr std::int32_t kNa = kNaInteger;
constexpr double kInf = std::numeric_limits<double>::infinity();

Reduced reduced(const NodePtr& plan, const char* what, bool na_rm = false) {
  return reduce(plan, reduction_from_name(what), na_rm, CompileOptions());
}
double real_of(const Reduced& result) {
  REQUIRE(result.value.type() == ElementType::real);
  return *result.value.as<double>();
}
std::int32_t integer_of(const Reduced& result) {
  REQUIRE(result.value.type() != ElementType::real);
  return *result.value.as<std::int32_t>();
}

}  // namespace

TEST_CASE("sums of integers are integers where they fit, else doubles") {
  REQUIRE(integer_of(reduced(integers({1, 2, 3}), "sum")) == 6);
  REQUIRE(real_of(reduced(integers({2147483647, 1}), "sum")) == 2147483648.0);
  REQUIRE(integer_of(reduced(integers({1, kNa}), "sum")) == kNa);
  REQUIRE(integer_of(reduced(integers({1, kNa}), "sum", true)) == 1);
  REQUIRE(integer_of(reduced(logicals({1, 1, 0}), "sum")) == 2);
}

TEST_CASE("reductions do not depend on the cap") {
  std::vector<double> numbers = counting(5000);
  for (double& value : numbers) value = std::sin(value) * 1e10 + value / 3;
  NodePtr x = reals(numbers, {50, 100});
  std::vector<double> want;
  for (std::int64_t cap : {10000000, 1000, 1}) {
    Cap limit(cap);
    std::vector<double> got;
    for (const char* what : {"sum", "prod", "min", "max", "mean"}) {
      got.push_back(real_of(reduced(x, what)));
    }
    if (want.empty()) want = got;
    REQUIRE(got == want);
  }
}

TEST_CASE("extremes treat missing values as R does") {
  double nan = std::nan("");
  REQUIRE(is_na_real(real_of(reduced(reals({nan, na_real(), 1}), "min"))));
  REQUIRE(is_na_real(real_of(reduced(reals({na_real(), nan}), "max"))));
  REQUIRE(std::isnan(real_of(reduced(reals({1, nan}), "max"))));
  REQUIRE(real_of(reduced(reals({1, nan, 3}), "max", true)) == 3);
  REQUIRE(integer_of(reduced(integers({3, 1, kNa}), "min", true)) == 1);
  REQUIRE(integer_of(reduced(integers({3, 1, kNa}), "min")) == kNa);
  Reduced range = reduced(reals({3, 1, 2}), "range");
  REQUIRE(range.value.as<double>()[0] == 1);
  REQUIRE(range.value.as<double>()[1] == 3);
}

TEST_CASE("extremes of nothing are infinite, with R's warnings") {
  Reduced lowest = reduced(integers({kNa}), "min", true);
  REQUIRE(real_of(lowest) == kInf);
  REQUIRE(lowest.warnings ==
          std::vector<std::string>({"no non-missing arguments to min; returning Inf"}));
  Reduced range = reduced(reals({}), "range");
  REQUIRE(range.value.as<double>()[1] == -kInf);
  REQUIRE(range.warnings.size() == 2);
}

TEST_CASE("any and all have three values and warn about doubles") {
  REQUIRE(integer_of(reduced(logicals({0, kNa, 1}), "any")) == 1);
  REQUIRE(integer_of(reduced(logicals({0, kNa}), "any")) == kNa);
  REQUIRE(integer_of(reduced(logicals({0, kNa}), "any", true)) == 0);
  REQUIRE(integer_of(reduced(logicals({1, kNa}), "all")) == kNa);
  REQUIRE(integer_of(reduced(logicals({0, kNa}), "all")) == 0);
  REQUIRE(integer_of(reduced(logicals({}), "all")) == 1);
  Reduced coerced = reduced(reals({0.5}), "any");
  REQUIRE(integer_of(coerced) == 1);
  REQUIRE(coerced.warnings ==
          std::vector<std::string>({"coercing argument of type 'double' to logical"}));
}

TEST_CASE("means of integers are doubles, of nothing NaN") {
  REQUIRE(real_of(reduced(integers({1, 2}), "mean")) == 1.5);
  REQUIRE(is_na_real(real_of(reduced(integers({1, kNa}), "mean"))));
  REQUIRE(real_of(reduced(integers({1, kNa, 2}), "mean", true)) == 1.5);
  REQUIRE(std::isnan(real_of(reduced(reals({}), "mean"))));
}
