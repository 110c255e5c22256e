#include <cmath>

#include "engine/plans.h"
#include "rig.h"
#include "store/scratch_array.h"

using namespace plans;

namespace {

constexpr std::int32_t kNa = kNaInteger;
const double kNaN = std::nan("");

bool is_na(double x) {
  return is_na_real(x);
}
bool is_nan_only(double x) {
  return std::isnan(x) && !is_na_real(x);
}

}  // namespace

TEST_CASE("a fused expression gives the same elements whatever the cap") {
  NodePtr x = reals(counting(10000), {100, 100});
  NodePtr y =
      call("+", {call("*", {x, number(2)}, ElementType::real), number(1)}, ElementType::real);
  std::vector<double> all = values(y);
  REQUIRE(all[0] == 1);
  REQUIRE(all[9999] == 19999);
  for (std::int64_t cap : {1, 800, 12345, 1000000}) {
    Cap limit(cap);
    REQUIRE(values(y) == all);
  }
}

TEST_CASE("views of views read the elements that R would") {
  NodePtr x = reals(counting(12), {3, 4});
  Selection transposed{{AxisSelection::all(3), AxisSelection::all(4)}, {1, 0}};
  NodePtr t = make_view(x, transposed, {4, 3});
  Selection picked{{AxisSelection::range(3, -2, 2), AxisSelection::list({2, 0, 2, kNaIndex})}, {}};
  std::vector<double> got = values(make_view(t, picked, {2, 4}));
  std::vector<double> want = {11, 5, 9, 3, 11, 5};
  REQUIRE(std::equal(want.begin(), want.end(), got.begin()));
  REQUIRE(is_na(got[6]));
  REQUIRE(is_na(got[7]));
}

TEST_CASE("views over a reshape and over dropped axes read the elements that R would") {
  NodePtr x = reals(counting(24), {2, 3, 4});
  NodePtr flat = make_reshape(x, {24});
  Selection middle{{AxisSelection::range(5, 1, 10)}, {}};
  for (std::int64_t cap : {1, 100, 100000}) {
    Cap limit(cap);
    std::vector<double> got = values(make_view(flat, middle, {10}));
    REQUIRE(got == std::vector<double>({5, 6, 7, 8, 9, 10, 11, 12, 13, 14}));
    Selection row{{AxisSelection::range(1, 1, 1), AxisSelection::all(3), AxisSelection::all(4)},
                  {}};
    NodePtr matrix = make_view(x, row, {3, 4});
    Selection corner{{AxisSelection::list({2, 0}), AxisSelection::range(1, 2, 2)}, {1, 0}};
    REQUIRE(values(make_view(matrix, corner, {2, 2})) == std::vector<double>({11, 23, 7, 19}));
    REQUIRE(values(call("-", {make_reshape(x, {4, 6}), make_reshape(flat, {4, 6})},
                        ElementType::real)) == std::vector<double>(24, 0));
  }
}

TEST_CASE("recycling repeats elements in R's order, through views too") {
  NodePtr x = reals(counting(12), {3, 4});
  NodePtr v = make_recycle(reals({100, 200, 300, 400, 500}), {3, 4});
  NodePtr sum = call("+", {x, v}, ElementType::real);
  Selection corner{{AxisSelection::range(2, -1, 3), AxisSelection::list({3, 1})}, {}};
  for (std::int64_t cap : {1, 64, 100000}) {
    Cap limit(cap);
    REQUIRE(values(sum) ==
            std::vector<double>({100, 201, 302, 403, 504, 105, 206, 307, 408, 509, 110, 211}));
    REQUIRE(values(make_view(sum, corner, {3, 2})) ==
            std::vector<double>({211, 110, 509, 105, 504, 403}));
  }
}

TEST_CASE("a repeated subexpression and a repeated leaf are computed once") {
  NodePtr x = reals(counting(10));
  NodePtr square = call("*", {x, x}, ElementType::real);
  NodePtr twice = call("*", {x, x}, ElementType::real);
  NodePtr plan = call("+", {square, twice}, ElementType::real);
  Program program = compile(plan, CompileOptions());
  REQUIRE(program.leaves.size() == 1);
  REQUIRE(program.code.size() == 2);
  REQUIRE(values(plan)[9] == 162);
}

TEST_CASE("a chain of shared sums compiles in time that does not double at each step") {
  NodePtr x = reals({1, 2});
  for (int i = 0; i < 40; ++i) x = call("+", {x, x}, ElementType::real);
  REQUIRE(values(x)[1] == std::ldexp(2.0, 40));
}

TEST_CASE("integers overflow to NA with one warning, NA does not") {
  std::vector<std::string> warnings;
  NodePtr x = integers({2147483647, -2147483647, kNa, 5});
  NodePtr y = integers({1, -1, 1, kNa});
  REQUIRE(whole_values(call("+", {x, y}, ElementType::integer), &warnings) ==
          std::vector<std::int32_t>({kNa, kNa, kNa, kNa}));
  REQUIRE(warnings == std::vector<std::string>({"NAs produced by integer overflow"}));
  REQUIRE(whole_values(call("+", {integers({kNa}), integers({1})}, ElementType::integer),
                       &warnings)[0] == kNa);
  REQUIRE(warnings.empty());
}

TEST_CASE("integer division follows R's signs and zeros") {
  NodePtr x = integers({5, -5, 5, -5, 5, kNa});
  NodePtr y = integers({3, 3, -3, -3, 0, 2});
  REQUIRE(whole_values(call("%%", {x, y}, ElementType::integer)) ==
          std::vector<std::int32_t>({2, 1, -1, -2, kNa, kNa}));
  REQUIRE(whole_values(call("%/%", {x, y}, ElementType::integer)) ==
          std::vector<std::int32_t>({1, -2, -2, 1, kNa, kNa}));
  std::vector<double> quotient = values(call("/", {x, y}, ElementType::real));
  REQUIRE(std::isinf(quotient[4]));
  REQUIRE(is_na(quotient[5]));
}

TEST_CASE("of NA and NaN the operand that R returns comes out") {
  NodePtr x = reals({na_real(), kNaN});
  NodePtr y = reals({kNaN, na_real()});
  for (const char* first : {"+", "-", "*", "/", "%/%"}) {
    std::vector<double> got = values(call(first, {x, y}, ElementType::real));
    REQUIRE(is_na(got[0]));
    REQUIRE(is_nan_only(got[1]));
  }
  std::vector<double> power = values(call("^", {x, y}, ElementType::real));
  REQUIRE(is_nan_only(power[0]));
  REQUIRE(is_na(power[1]));
  std::vector<double> modulus = values(call("%%", {x, y}, ElementType::real));
  REQUIRE(is_na(modulus[0]));
  REQUIRE(is_na(modulus[1]));
  std::vector<double> scalar = values(call("+", {number(kNaN), x}, ElementType::real));
  REQUIRE(is_na(scalar[0]));
}

TEST_CASE("comparisons and logic have three values") {
  NodePtr x = reals({1, 2, kNaN, na_real()});
  NodePtr less = call("<", {x, number(2)}, ElementType::logical);
  REQUIRE(whole_values(less) == std::vector<std::int32_t>({1, 0, kNa, kNa}));
  NodePtr other = logicals({0, kNa, 0, 1});
  REQUIRE(whole_values(call("&", {less, other}, ElementType::logical)) ==
          std::vector<std::int32_t>({0, 0, 0, kNa}));
  REQUIRE(whole_values(call("|", {less, other}, ElementType::logical)) ==
          std::vector<std::int32_t>({1, kNa, kNa, 1}));
  REQUIRE(whole_values(call("!", {x}, ElementType::logical)) ==
          std::vector<std::int32_t>({0, 0, kNa, kNa}));
  REQUIRE(whole_values(call("is.nan", {x}, ElementType::logical)) ==
          std::vector<std::int32_t>({0, 0, 1, 0}));
}

TEST_CASE("a NaN that a function makes is warned about, one that came in is kept") {
  std::vector<std::string> warnings;
  std::vector<double> root =
      values(call("sqrt", {reals({-1, na_real(), kNaN, 4})}, ElementType::real), &warnings);
  REQUIRE(is_nan_only(root[0]));
  REQUIRE(is_na(root[1]));
  REQUIRE(is_nan_only(root[2]));
  REQUIRE(root[3] == 2);
  REQUIRE(warnings == std::vector<std::string>({"NaNs produced"}));
  values(call("sqrt", {reals({na_real(), 1})}, ElementType::real), &warnings);
  REQUIRE(warnings.empty());
}

TEST_CASE("a cast converts as R does") {
  std::vector<std::string> warnings;
  NodePtr x = reals({1.9, -1.9, kNaN, 3e9});
  REQUIRE(whole_values(make_cast(x, ElementType::integer), &warnings) ==
          std::vector<std::int32_t>({1, -1, kNa, kNa}));
  REQUIRE(warnings == std::vector<std::string>({"NAs introduced by coercion to integer range"}));
  REQUIRE(values(make_cast(logicals({1, 0, kNa}), ElementType::real))[0] == 1);
}

TEST_CASE("live memory stays under the cap") {
  auto scratch = std::make_shared<ScratchArray>(ElementType::real, Dims{1000, 1000}, "/tmp");
  scratch->put(Selection::all({1000, 1000}), block_of(ElementType::real, counting(1000000)));
  NodePtr x = make_source(scratch);
  NodePtr plan = call("+", {call("*", {x, number(2)}, ElementType::real), x}, ElementType::real);
  Cap limit(256 << 10);
  struct Ignore : BlockConsumer {
    bool take(const Box&, Block&) override { return true; }
  } ignore;
  MemoryBudget::global().reset_peak();
  std::int64_t before = MemoryBudget::global().used();
  Evaluation evaluation(plan, CompileOptions());
  evaluation.run(ignore);
  REQUIRE(MemoryBudget::global().peak() - before < (256 << 10) + (128 << 10));
}

TEST_CASE("random numbers are drawn once, in order, also when views look at them") {
  struct Counter : RandomDraw {
    std::int64_t next = 0;
    void draw(std::int64_t first, Block& out) override {
      REQUIRE(first == next % 1000);
      for (std::int64_t i = 0; i < out.size(); ++i) {
        out.as<double>()[i] = static_cast<double>(next++);
      }
    }
  };
  Cap limit(1000);
  auto counter = std::make_shared<Counter>();
  NodePtr random = make_random(counter, ElementType::real, {10, 100});
  REQUIRE(values(call("+", {random, random}, ElementType::real))[999] == 1998);
  REQUIRE(counter->next == 1000);
  counter->next = 0;
  Selection reversed{{AxisSelection::all(10), AxisSelection::range(99, -1, 100)}, {}};
  std::vector<double> got = values(make_view(random, reversed, {10, 100}));
  REQUIRE(got[0] == 990);
  REQUIRE(counter->next == 1000);
  counter->next = 0;
  auto later = std::make_shared<Counter>();
  NodePtr second = make_random(later, ElementType::real, {10, 100});
  REQUIRE(values(call("-", {random, second}, ElementType::real)) == std::vector<double>(1000, 0));
}
