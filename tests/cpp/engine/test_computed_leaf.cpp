#include "engine/computed_leaf.h"

#include "engine/plans.h"
#include "rig.h"

using namespace plans;

namespace {

// Adds what it is given, and remembers how many elements it was asked for.
class Adder : public BlockFunction {
 public:
  void call(const std::vector<const Block*>& args, Block& out) override {
    for (std::int64_t i = 0; i < out.size(); ++i) {
      double sum = 0;
      for (const Block* arg : args) sum += arg->as<double>()[arg->size() == 1 ? 0 : i];
      out.as<double>()[i] = sum;
    }
    asked.push_back(out.size());
  }
  std::vector<std::int64_t> asked;
};

NodePtr sum_of(const std::shared_ptr<Adder>& adder, std::vector<NodePtr> args) {
  Dims dims = args[0]->dims;
  return make_map(adder, std::move(args), ElementType::real, dims);
}

}  // namespace

TEST_CASE("a function is handed blocks of its operands, computed, and single values") {
  auto adder = std::make_shared<Adder>();
  NodePtr x = reals(counting(1000));
  NodePtr doubled = call("*", {x, number(2)}, ElementType::real);
  NodePtr sum = call("-", {sum_of(adder, {x, doubled, number(1)}), x}, ElementType::real);
  std::vector<double> all = values(sum);
  REQUIRE(all[0] == 1);
  REQUIRE(all[999] == 1999);
  REQUIRE(adder->asked == std::vector<std::int64_t>({1000}));
  Cap limit(8000);
  REQUIRE(values(sum) == all);
  REQUIRE(adder->asked.size() > 2);
}

TEST_CASE("a view of a function's values calls it for what is looked at only") {
  auto adder = std::make_shared<Adder>();
  NodePtr sum = sum_of(adder, {reals(counting(1000)), number(1)});
  Selection picked{{AxisSelection::list({7, kNaIndex, 3})}, {}};
  std::vector<double> got = values(make_view(sum, picked, {3}));
  REQUIRE(got[0] == 8);
  REQUIRE(is_na_real(got[1]));
  REQUIRE(got[2] == 4);
  REQUIRE(adder->asked == std::vector<std::int64_t>({3}));
}

TEST_CASE("of single values a function is asked for one") {
  auto adder = std::make_shared<Adder>();
  auto two = std::make_shared<Block>(block_of<double>(ElementType::real, {2}));
  NodePtr sum = sum_of(adder, {make_constant(two, {50}), number(1)});
  REQUIRE(values(sum) == std::vector<double>(50, 3));
  REQUIRE(adder->asked == std::vector<std::int64_t>({1}));
}
