#include "engine/scan.h"

#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/na.h"
#include "engine/kernel_loops.h"

namespace ch5mpy::engine {

namespace {

using std::int32_t;
using std::int64_t;

// A carry of type T that `F` takes from element to element.
template <typename T, typename Carry, typename F>
class SimpleScan : public Scan {
 public:
  void step(const Block& in, Block& out) override {
    const T* x = in.as<T>();
    T* y = out.as<T>();
    for (int64_t i = 0; i < in.size(); ++i) {
      carry_ = F::apply(carry_, x[i]);
      y[i] = F::give(carry_);
    }
  }

 private:
  Carry carry_ = F::start();
};

struct RealSum {
  static long double start() { return 0; }
  static long double apply(long double sum, double x) { return std::isnan(sum) ? sum : sum + x; }
  static double give(long double sum) { return static_cast<double>(sum); }
};

struct RealProduct {
  static long double start() { return 1; }
  static long double apply(long double product, double x) {
    return std::isnan(product) ? product : product * x;
  }
  static double give(long double product) { return static_cast<double>(product); }
};

struct RealMax {
  static double start() { return -std::numeric_limits<double>::infinity(); }
  static double apply(double max, double x) {
    if (std::isnan(max)) return max;
    return max > x ? max : x;
  }
  static double give(double max) { return max; }
};

struct RealMin {
  static double start() { return std::numeric_limits<double>::infinity(); }
  static double apply(double min, double x) {
    if (std::isnan(min)) return min;
    return min < x ? min : x;
  }
  static double give(double min) { return min; }
};

struct ComplexSum {
  static Complex start() { return Complex{0, 0}; }
  static Complex apply(Complex sum, Complex x) {
    return Complex{or_nan(sum.r, x.r, sum.r + x.r), or_nan(sum.i, x.i, sum.i + x.i)};
  }
  static Complex give(Complex sum) { return sum; }
};

struct ComplexProduct {
  static Complex start() { return Complex{1, 0}; }
  static double times(double p, double x) { return or_nan(p, x, p * x); }
  static Complex apply(Complex p, Complex x) {
    double rr = times(p.r, x.r);
    double ii = times(p.i, x.i);
    double ir = times(p.i, x.r);
    double ri = times(p.r, x.i);
    return Complex{or_nan(rr, ii, rr - ii), or_nan(ir, ri, ir + ri)};
  }
  static Complex give(Complex p) { return p; }
};

// After an NA all is NA.
class IntegerExtreme : public Scan {
 public:
  explicit IntegerExtreme(bool max) : max_(max) {}
  void step(const Block& in, Block& out) override {
    const auto* x = in.as<int32_t>();
    auto* y = out.as<int32_t>();
    for (int64_t i = 0; i < in.size(); ++i) {
      if (!begun_ || (carry_ != kNaInteger && is_next(x[i]))) carry_ = x[i];
      begun_ = true;
      y[i] = carry_;
    }
  }

 private:
  bool is_next(int32_t x) const { return x == kNaInteger || (max_ ? x > carry_ : x < carry_); }

  bool max_;
  bool begun_ = false;
  int32_t carry_ = 0;
};

class IntegerSum : public Scan {
 public:
  void step(const Block& in, Block& out) override {
    const auto* x = in.as<int32_t>();
    auto* y = out.as<int32_t>();
    for (int64_t i = 0; i < in.size(); ++i) {
      if (!ended_) add(x[i]);
      y[i] = ended_ ? kNaInteger : static_cast<int32_t>(sum_);
    }
  }
  std::string warning() const override {
    return overflow_ ? "integer overflow in 'cumsum'; use 'cumsum(as.numeric(.))'" : "";
  }

 private:
  void add(int32_t x) {
    sum_ += x;
    // INT_MIN is NA.
    overflow_ = x != kNaInteger && (sum_ > INT32_MAX || sum_ <= INT32_MIN);
    ended_ = x == kNaInteger || overflow_;
  }

  int64_t sum_ = 0;
  bool overflow_ = false;
  bool ended_ = false;
};

std::unique_ptr<Scan> real_scan(const std::string& function) {
  if (function == "cumsum") return std::make_unique<SimpleScan<double, long double, RealSum>>();
  if (function == "cumprod") {
    return std::make_unique<SimpleScan<double, long double, RealProduct>>();
  }
  if (function == "cummax") return std::make_unique<SimpleScan<double, double, RealMax>>();
  if (function == "cummin") return std::make_unique<SimpleScan<double, double, RealMin>>();
  return nullptr;
}

std::unique_ptr<Scan> complex_scan(const std::string& function) {
  if (function == "cumsum") return std::make_unique<SimpleScan<Complex, Complex, ComplexSum>>();
  if (function == "cumprod") {
    return std::make_unique<SimpleScan<Complex, Complex, ComplexProduct>>();
  }
  return nullptr;
}

std::unique_ptr<Scan> integer_scan(const std::string& function) {
  if (function == "cumsum") return std::make_unique<IntegerSum>();
  if (function == "cummax") return std::make_unique<IntegerExtreme>(true);
  if (function == "cummin") return std::make_unique<IntegerExtreme>(false);
  return nullptr;
}

}  // namespace

std::unique_ptr<Scan> make_scan_state(const std::string& function, ElementType type) {
  std::unique_ptr<Scan> scan;
  if (type == ElementType::real) scan = real_scan(function);
  if (type == ElementType::complex) scan = complex_scan(function);
  if (type == ElementType::integer) scan = integer_scan(function);
  if (scan != nullptr) return scan;
  throw Error(ErrorKind::internal, "There is no '" + function + "' that gives " +
                                       element_type_name(type) + " elements.");
}

}  // namespace ch5mpy::engine
