// Sums, means and products.
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>

#include "core/na.h"
#include "engine/accumulator.h"
#include "engine/exact_sum.h"

namespace ch5mpy::engine {

namespace {

Block real_value(double value) {
  Block block(ElementType::real, 1);
  *block.as<double>() = value;
  return block;
}

Block integer_value(std::int32_t value) {
  Block block(ElementType::integer, 1);
  *block.as<std::int32_t>() = value;
  return block;
}

// Integers and logicals: an int64 holds the sum of 2^32 of them.
class IntegerTotal {
 public:
  void add(const Block& block) {
    const auto* values = block.as<std::int32_t>();
    for (std::int64_t i = 0; i < block.size(); ++i) {
      bool na = values[i] == kNaInteger;
      total_ += na ? 0 : values[i];
      missing_ += na;
    }
    count_ += block.size();
  }
  void merge(const IntegerTotal& other) {
    total_ += other.total_;
    missing_ += other.missing_;
    count_ += other.count_;
  }
  std::int64_t total() const { return total_; }
  std::int64_t missing() const { return missing_; }
  std::int64_t present() const { return count_ - missing_; }

 private:
  std::int64_t total_ = 0;
  std::int64_t missing_ = 0;
  std::int64_t count_ = 0;
};

class IntegerSum : public Accumulator {
 public:
  explicit IntegerSum(bool na_rm) : na_rm_(na_rm) {}
  bool add(const Block& block) override {
    sum_.add(block);
    return true;
  }
  void merge(const Accumulator& other) override {
    sum_.merge(static_cast<const IntegerSum&>(other).sum_);
  }
  // R's rule since 3.5: an integer where it fits, else a double.
  Block result() const override {
    if (sum_.missing() > 0 && !na_rm_) return integer_value(kNaInteger);
    constexpr std::int64_t limit = std::numeric_limits<std::int32_t>::max();
    if (sum_.total() > limit || sum_.total() < -limit) {
      return real_value(static_cast<double>(sum_.total()));
    }
    return integer_value(static_cast<std::int32_t>(sum_.total()));
  }

 private:
  bool na_rm_;
  IntegerTotal sum_;
};

class IntegerMean : public Accumulator {
 public:
  explicit IntegerMean(bool na_rm) : na_rm_(na_rm) {}
  bool add(const Block& block) override {
    sum_.add(block);
    return true;
  }
  void merge(const Accumulator& other) override {
    sum_.merge(static_cast<const IntegerMean&>(other).sum_);
  }
  Block result() const override {
    if (sum_.missing() > 0 && !na_rm_) return real_value(na_real());
    if (sum_.present() == 0) return real_value(std::numeric_limits<double>::quiet_NaN());
    auto total = static_cast<long double>(sum_.total());
    return real_value(static_cast<double>(total / static_cast<long double>(sum_.present())));
  }

 private:
  bool na_rm_;
  IntegerTotal sum_;
};

class RealSum : public Accumulator {
 public:
  RealSum(bool na_rm, bool mean) : na_rm_(na_rm), mean_(mean) {}
  bool add(const Block& block) override {
    if (na_rm_) {
      count_ += sum_.add_present(block.as<double>(), block.size());
    } else {
      sum_.add(block.as<double>(), block.size());
      count_ += block.size();
    }
    return true;
  }
  void merge(const Accumulator& other) override {
    const auto& more = static_cast<const RealSum&>(other);
    sum_.merge(more.sum_);
    count_ += more.count_;
  }
  Block result() const override {
    if (!mean_) return real_value(sum_.value());
    if (count_ == 0) return real_value(std::numeric_limits<double>::quiet_NaN());
    return real_value(sum_.mean(count_));
  }

 private:
  bool na_rm_;
  bool mean_;
  std::int64_t count_ = 0;
  ExactSum sum_;
};

// In element order with a long double, as base R: the rounding of each step shows in the result.
class Product : public Accumulator {
 public:
  Product(ElementType type, bool na_rm) : type_(type), na_rm_(na_rm) {}
  bool needs_order() const override { return true; }
  bool add(const Block& block) override {
    if (type_ == ElementType::real) {
      multiply(block.as<double>(), block.size());
    } else {
      multiply(block.as<std::int32_t>(), block.size());
    }
    return true;
  }
  void merge(const Accumulator& other) override {
    const auto& later = static_cast<const Product&>(other);
    product_ *= later.product_;
    missing_ = missing_ || later.missing_;
  }
  Block result() const override {
    return real_value(missing_ ? na_real() : static_cast<double>(product_));
  }

 private:
  void multiply(const double* values, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      if (!na_rm_ || !std::isnan(values[i])) product_ *= values[i];
    }
  }
  void multiply(const std::int32_t* values, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      if (values[i] != kNaInteger) {
        product_ *= values[i];
      } else if (!na_rm_) {
        missing_ = true;
      }
    }
  }

  ElementType type_;
  bool na_rm_;
  bool missing_ = false;
  long double product_ = 1;
};

// How many elements a mean is of, how many are missing, and the mean: what a variance begins with.
class Tally : public Accumulator {
 public:
  explicit Tally(std::unique_ptr<Accumulator> mean, bool na_rm)
      : na_rm_(na_rm), mean_(std::move(mean)) {}

  bool add(const Block& block) override {
    if (block.type() == ElementType::real) {
      const double* x = block.as<double>();
      for (std::int64_t i = 0; i < block.size(); ++i) missing_ += std::isnan(x[i]);
    } else {
      const auto* x = block.as<std::int32_t>();
      for (std::int64_t i = 0; i < block.size(); ++i) missing_ += x[i] == kNaInteger;
    }
    count_ += block.size();
    return mean_->add(block);
  }
  void merge(const Accumulator& other) override {
    const auto& more = static_cast<const Tally&>(other);
    count_ += more.count_;
    missing_ += more.missing_;
    mean_->merge(*more.mean_);
  }
  Block result() const override {
    Block block(ElementType::real, 3);
    double* out = block.as<double>();
    out[0] = static_cast<double>(na_rm_ ? count_ - missing_ : count_);
    out[1] = static_cast<double>(missing_);
    out[2] = *mean_->result().as<double>();
    return block;
  }

 private:
  bool na_rm_;
  std::int64_t count_ = 0;
  std::int64_t missing_ = 0;
  std::unique_ptr<Accumulator> mean_;
};

}  // namespace

std::unique_ptr<Accumulator> make_tally(ElementType type, bool na_rm) {
  return std::make_unique<Tally>(make_mean(type, na_rm), na_rm);
}

std::unique_ptr<Accumulator> make_sum(ElementType type, bool na_rm) {
  if (type == ElementType::real) return std::make_unique<RealSum>(na_rm, false);
  return std::make_unique<IntegerSum>(na_rm);
}

std::unique_ptr<Accumulator> make_mean(ElementType type, bool na_rm) {
  if (type == ElementType::real) return std::make_unique<RealSum>(na_rm, true);
  return std::make_unique<IntegerMean>(na_rm);
}

std::unique_ptr<Accumulator> make_product(ElementType type, bool na_rm) {
  return std::make_unique<Product>(type, na_rm);
}

}  // namespace ch5mpy::engine
