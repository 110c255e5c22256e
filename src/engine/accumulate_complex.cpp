// Sums, means and products of complex numbers.
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/na.h"
#include "engine/accumulator.h"
#include "engine/exact_sum.h"
#include "engine/kernel_loops.h"

namespace ch5mpy::engine {

namespace {

Block complex_value(double r, double i) {
  Block block(ElementType::complex, 1);
  *block.as<Complex>() = Complex{r, i};
  return block;
}

// The parts are summed exactly, each on its own. A number goes when either part is missing.
class ComplexSum : public Accumulator {
 public:
  ComplexSum(bool na_rm, bool mean) : na_rm_(na_rm), mean_(mean) {}

  bool add(const Block& block) override {
    const auto* x = block.as<Complex>();
    double r[kPart];
    double i[kPart];
    std::int64_t kept = 0;
    for (std::int64_t k = 0; k < block.size(); ++k) {
      if (na_rm_ && is_missing(x[k])) continue;
      r[kept] = x[k].r;
      i[kept] = x[k].i;
      if (++kept == kPart) kept = flush(r, i, kept);
    }
    flush(r, i, kept);
    return true;
  }

  void merge(const Accumulator& other) override {
    const auto& sum = static_cast<const ComplexSum&>(other);
    real_.merge(sum.real_);
    imaginary_.merge(sum.imaginary_);
    count_ += sum.count_;
  }

  Block result() const override {
    if (!mean_) return complex_value(real_.value(), imaginary_.value());
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (count_ == 0) return complex_value(nan, nan);
    return complex_value(real_.mean(count_), imaginary_.mean(count_));
  }

 private:
  static constexpr std::int64_t kPart = 512;

  std::int64_t flush(const double* r, const double* i, std::int64_t count) {
    real_.add(r, count);
    imaginary_.add(i, count);
    count_ += count;
    return 0;
  }

  bool na_rm_;
  bool mean_;
  std::int64_t count_ = 0;
  ExactSum real_;
  ExactSum imaginary_;
};

// In element order with long doubles, as base R.
class ComplexProduct : public Accumulator {
 public:
  explicit ComplexProduct(bool na_rm) : na_rm_(na_rm) {}
  bool needs_order() const override { return true; }
  void merge(const Accumulator&) override {}

  bool add(const Block& block) override {
    const auto* x = block.as<Complex>();
    for (std::int64_t k = 0; k < block.size(); ++k) {
      if (na_rm_ && is_missing(x[k])) continue;
      long double r = real_ * x[k].r - imaginary_ * x[k].i;
      imaginary_ = real_ * x[k].i + imaginary_ * x[k].r;
      real_ = r;
    }
    return true;
  }

  Block result() const override {
    return complex_value(static_cast<double>(real_), static_cast<double>(imaginary_));
  }

 private:
  bool na_rm_;
  long double real_ = 1;
  long double imaginary_ = 0;
};

}  // namespace

std::unique_ptr<Accumulator> make_complex_total(Reduction what, bool na_rm) {
  if (what == Reduction::prod) return std::make_unique<ComplexProduct>(na_rm);
  return std::make_unique<ComplexSum>(na_rm, what == Reduction::mean);
}

}  // namespace ch5mpy::engine
