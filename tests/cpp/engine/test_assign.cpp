#include "engine/assign.h"

#include "engine/plans.h"
#include "rig.h"

using namespace plans;

namespace {

// A matrix in memory that counts writes and can fail at one.
struct Matrix : UndoableSink {
  explicit Matrix(Dims dims)
      : array(std::make_shared<MemoryArray>(
            block_of(ElementType::real, counting(element_count(dims))), dims)) {}

  const Dims& dims() const override { return array->dims(); }
  Dims chunk() const override { return array->chunk(); }
  void check(const Block& values) const override { array->check(values); }
  void put(const Selection& selection, const Block& values) override {
    fail();
    array->put(selection, values);
  }
  void put_points(Points points, const Block& values) override {
    fail();
    array->put_points(points, values);
  }
  void begin() override { kept = held(); }
  void commit() noexcept override { kept.clear(); }
  void rollback() override {
    array->put(Selection::all(dims()), block_of(ElementType::real, kept));
  }
  void fail() {
    if (--writes_left == 0) throw Error(ErrorKind::io, "The disk is full.");
  }
  std::vector<double> held() const {
    const double* data = array->values().as<double>();
    return std::vector<double>(data, data + array->values().size());
  }
  NodePtr node() const { return make_source(array); }

  std::shared_ptr<MemoryArray> array;
  std::vector<double> kept;
  int writes_left = -1;
};

std::vector<std::string> assigned(const NodePtr& target, Matrix& matrix, const NodePtr& value) {
  CompileOptions options;
  options.scratch_folder = "/tmp";
  return assign(target, matrix, value, false, options);
}

}  // namespace

TEST_CASE("an assignment reads the target as it was, whatever the cap") {
  for (std::int64_t cap : {1, 40, 400, 100000}) {
    Cap limit(cap);
    Matrix square({4, 4});
    Selection transposed{{AxisSelection::all(4), AxisSelection::all(4)}, {1, 0}};
    assigned(square.node(), square, make_view(square.node(), transposed, {4, 4}));
    REQUIRE(square.held() ==
            std::vector<double>({0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15}));
    Matrix line({6});
    NodePtr shifted = make_view(line.node(), Selection{{AxisSelection::range(0, 1, 5)}, {}}, {5});
    NodePtr later = make_view(line.node(), Selection{{AxisSelection::range(1, 1, 5)}, {}}, {5});
    assigned(later, line, shifted);
    REQUIRE(line.held() == std::vector<double>({0, 0, 1, 2, 3, 4}));
  }
}

TEST_CASE("of a repeated element the last value stays") {
  for (std::int64_t cap : {1, 100000}) {
    Cap limit(cap);
    Matrix line({4});
    NodePtr twice = make_view(line.node(), Selection{{AxisSelection::list({1, 1, 3})}, {}}, {3});
    assigned(twice, line, reals({10, 20, 30}));
    REQUIRE(line.held() == std::vector<double>({0, 20, 2, 30}));
    assigned(twice, line, call("+", {twice, number(1)}, ElementType::real));
    REQUIRE(line.held() == std::vector<double>({0, 21, 2, 31}));
  }
}

TEST_CASE("views over reshapes are written through") {
  Matrix matrix({2, 3});
  NodePtr flat = make_reshape(matrix.node(), {6});
  NodePtr odd = make_view(flat, Selection{{AxisSelection::range(5, -2, 3)}, {}}, {3});
  assigned(odd, matrix, reals({50, 30, 10}));
  REQUIRE(matrix.held() == std::vector<double>({0, 10, 2, 30, 4, 50}));
}

TEST_CASE("NA in the target is skipped for one value and refused for more") {
  Matrix line({3});
  NodePtr some = make_view(line.node(), Selection{{AxisSelection::list({2, kNaIndex})}, {}}, {2});
  assigned(some, line, number(9));
  REQUIRE(line.held() == std::vector<double>({0, 1, 9}));
  REQUIRE(rig::kind_thrown([&] { assigned(some, line, reals({1, 2})); }) == "subscript");
  REQUIRE(line.held() == std::vector<double>({0, 1, 9}));
}

TEST_CASE("a failure half-way leaves what was there") {
  Cap limit(64);
  Matrix matrix({10, 10});
  std::vector<double> before = matrix.held();
  matrix.writes_left = 3;
  NodePtr value = call("*", {matrix.node(), number(2)}, ElementType::real);
  REQUIRE(rig::kind_thrown([&] { assigned(matrix.node(), matrix, value); }) == "io");
  REQUIRE(matrix.held() == before);
}

TEST_CASE("a computed array is no target") {
  Matrix line({3});
  NodePtr computed = call("+", {line.node(), number(1)}, ElementType::real);
  REQUIRE(rig::kind_thrown([&] { assigned(computed, line, number(1)); }) == "argument");
}
