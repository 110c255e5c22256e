#include "engine/reduce_margin.h"

#include <cmath>

#include "core/settings.h"
#include "engine/extreme_position.h"
#include "engine/plans.h"
#include "rig.h"

using namespace plans;

namespace {

std::vector<double> margins(const NodePtr& plan, const Margin& margin) {
  CompileOptions options;
  options.scratch_folder = "/tmp";
  MarginSums sums = reduce_margin(plan, margin, options);
  return std::vector<double>(sums.value.as<double>(), sums.value.as<double>() + sums.value.size());
}

class Threads {
 public:
  explicit Threads(int count) : before_(settings().threads) { settings().threads = count; }
  ~Threads() { settings().threads = before_; }

 private:
  int before_;
};

}  // namespace

TEST_CASE("sums by rows and columns of any axes are the plain ones, whatever the cap and threads") {
  Dims dims = {30, 7, 50};
  NodePtr x = reals(counting(element_count(dims)), dims);
  for (int leading : {1, 2}) {
    for (bool by_row : {true, false}) {
      std::int64_t first = leading == 1 ? 30 : 210;
      std::int64_t rest = element_count(dims) / first;
      std::vector<double> want(static_cast<std::size_t>(by_row ? first : rest), 0);
      for (std::int64_t i = 0; i < element_count(dims); ++i) {
        want[static_cast<std::size_t>(by_row ? i % first : i / first)] += static_cast<double>(i);
      }
      for (int threads : {1, 3}) {
        Threads some(threads);
        for (std::int64_t cap : {1, 5000, 100000000}) {
          Cap limit(cap);
          REQUIRE(margins(x, {leading, by_row, false, false}) == want);
        }
      }
    }
  }
}

TEST_CASE("a large expression is reduced on threads to the same bits as on one") {
  std::vector<double> values = counting(300000);
  for (double& value : values) value = std::sin(value) * std::exp(std::fmod(value, 40));
  NodePtr x = reals(values, {600, 500});
  NodePtr y = call("*", {call("+", {x, number(1)}, ElementType::real), x}, ElementType::real);
  std::vector<std::vector<double>> rows, columns;
  for (int threads : {1, 2, 5}) {
    Threads some(threads);
    rows.push_back(margins(y, {1, true, true, false}));
    columns.push_back(margins(y, {1, false, false, true}));
    REQUIRE(rows.back() == rows.front());
    REQUIRE(columns.back() == columns.front());
  }
}

TEST_CASE("the first of equal extremes counts, in whatever boxes it lies") {
  NodePtr x = reals({3, 1, 9, 1, 9, 2}, {2, 3});
  for (std::int64_t cap : {1, 100000}) {
    Cap limit(cap);
    REQUIRE(extreme_position(x, true, CompileOptions()).position == 2);
    REQUIRE(extreme_position(x, false, CompileOptions()).position == 1);
  }
  REQUIRE(extreme_position(reals({std::nan("")}), true, CompileOptions()).position == -1);
}
