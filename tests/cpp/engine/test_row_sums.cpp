#include "engine/row_sums.h"

#include <cmath>
#include <random>

#include "core/na.h"
#include "rig.h"

using namespace ch5mpy;
using namespace ch5mpy::engine;

namespace {

double random_number(std::mt19937_64& generator, int spread) {
  int exponent = static_cast<int>(generator() % static_cast<unsigned>(spread + 1)) - spread / 2;
  return std::ldexp(static_cast<double>(generator()) - 9e18, exponent);
}

}  // namespace

TEST_CASE("sums of rows are the exact ones, whatever the columns' sizes and number") {
  for (int spread : {0, 20, 60, 400}) {
    for (std::int64_t rows : {1, 9, 256}) {
      std::mt19937_64 generator(static_cast<unsigned>(spread + rows));
      RowSums sums(false);
      std::vector<ExactSum> slow(static_cast<std::size_t>(rows));
      std::vector<double> column(static_cast<std::size_t>(rows));
      std::int64_t columns = rows == 9 ? 5000 : 100;
      for (std::int64_t c = 0; c < columns; ++c) {
        for (std::size_t r = 0; r < column.size(); ++r) {
          column[r] = random_number(generator, spread);
          slow[r].add_one(column[r]);
        }
        sums.add(column.data(), rows, c);
      }
      for (std::int64_t r = 0; r < rows; ++r) {
        REQUIRE(sums.sum(r) == slow[static_cast<std::size_t>(r)].value());
        REQUIRE(sums.mean(r, columns) == slow[static_cast<std::size_t>(r)].mean(columns));
      }
    }
  }
}

TEST_CASE("a size that comes once leaves the others exact") {
  RowSums sums(false);
  double small[2] = {1, 3};
  double large[2] = {1e300, 1e-300};
  double back[2] = {-1e300, 0};
  sums.add(large, 2, 0);
  for (int c = 1; c < 100; ++c) sums.add(small, 2, c);
  sums.add(back, 2, 100);
  REQUIRE(sums.sum(0) == 99);
  REQUIRE(sums.sum(1) == 297);
}

TEST_CASE("missing values are left out and counted when asked, else the first one decides") {
  double nan = std::nan("");
  double columns[3][3] = {{nan, 1, na_real()}, {na_real(), 2, nan}, {4, 6, 1}};
  RowSums kept(false);
  RowSums left_out(true);
  for (int c = 0; c < 3; ++c) {
    kept.add(columns[c], 3, c);
    left_out.add(columns[c], 3, c);
  }
  REQUIRE(std::isnan(kept.sum(0)));
  REQUIRE_FALSE(is_na_real(kept.sum(0)));
  REQUIRE(kept.sum(1) == 9);
  REQUIRE(is_na_real(kept.sum(2)));
  REQUIRE(left_out.mean(0, 3) == 4);
  REQUIRE(left_out.mean(1, 3) == 3);
  REQUIRE(left_out.sum(2) == 1);
}
