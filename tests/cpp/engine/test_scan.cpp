#include "engine/scan.h"

#include <cmath>

#include "core/na.h"
#include "engine/plans.h"
#include "rig.h"

using namespace plans;

namespace {

constexpr std::int32_t kNa = kNaInteger;

NodePtr reversed(const NodePtr& x) {
  std::int64_t n = element_count(x->dims);
  return make_view(x, Selection{{AxisSelection::range(n - 1, -1, n)}, {}}, {n});
}

}  // namespace

TEST_CASE("running sums are those of one go whatever the cap") {
  NodePtr sums = make_scan("cumsum", reals(counting(10000), {100, 100}), ElementType::real);
  REQUIRE(sums->dims == Dims({10000}));
  std::vector<double> all = values(sums);
  REQUIRE(all[3] == 6);
  REQUIRE(all[9999] == 49995000);
  for (std::int64_t cap : {1, 800, 12345}) {
    Cap limit(cap);
    REQUIRE(values(sums) == all);
    std::vector<double> back = values(reversed(sums));
    REQUIRE(std::equal(all.rbegin(), all.rend(), back.begin()));
  }
}

TEST_CASE("a running sum over a running sum, and beside its argument, is computed in order") {
  NodePtr x = reals({1, 2, 3, 4});
  NodePtr sums = make_scan("cumsum", x, ElementType::real);
  NodePtr twice = make_scan("cumsum", sums, ElementType::real);
  REQUIRE(values(call("+", {twice, x}, ElementType::real)) == std::vector<double>({2, 6, 13, 24}));
}

TEST_CASE(
    "an integer's running sum ends in NA at an overflow, with R's warning, and at an NA without") {
  std::vector<std::string> warnings;
  NodePtr over = make_scan("cumsum", integers({INT32_MAX, 1, 5}), ElementType::integer);
  REQUIRE(whole_values(over, &warnings) == std::vector<std::int32_t>({INT32_MAX, kNa, kNa}));
  REQUIRE(warnings ==
          std::vector<std::string>({"integer overflow in 'cumsum'; use 'cumsum(as.numeric(.))'"}));
  NodePtr na = make_scan("cumsum", integers({1, kNa, 5}), ElementType::integer);
  REQUIRE(whole_values(na, &warnings) == std::vector<std::int32_t>({1, kNa, kNa}));
  REQUIRE(warnings.empty());
}

TEST_CASE("running extremes keep the first missing value") {
  const double nan = std::nan("");
  std::vector<double> got =
      values(make_scan("cummax", reals({1, 3, nan, na_real(), 9}), ElementType::real));
  REQUIRE(got[1] == 3);
  REQUIRE((std::isnan(got[4]) && !is_na_real(got[4])));
  NodePtr least = make_scan("cummin", integers({3, 1, 2, kNa, 0}), ElementType::integer);
  REQUIRE(whole_values(least) == std::vector<std::int32_t>({3, 1, 1, kNa, kNa}));
}
