// Smallest and largest elements; any and all.
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/na.h"
#include "engine/accumulator.h"

namespace ch5mpy::engine {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const char* const kNoMin = "no non-missing arguments to min; returning Inf";
const char* const kNoMax = "no non-missing arguments to max; returning -Inf";

// What min() and max() share: whether they are asked for, and R's answer to nothing at all.
class Extremes : public Accumulator {
 public:
  Extremes(bool na_rm, bool min, bool max) : na_rm_(na_rm), min_(min), max_(max) {}

  std::vector<std::string> warnings() const override {
    std::vector<std::string> texts;
    if (!is_empty()) return texts;
    if (min_) texts.emplace_back(kNoMin);
    if (max_) texts.emplace_back(kNoMax);
    return texts;
  }

 protected:
  virtual bool is_empty() const = 0;

  template <typename T>
  Block values(ElementType type, T min, T max) const {
    Block block(type, min_ && max_ ? 2 : 1);
    T* out = block.as<T>();
    if (min_) *out++ = min;
    if (max_) *out = max;
    return block;
  }

  bool na_rm_;
  bool min_;
  bool max_;
};

// The smallest and largest of what was added; of equal ones the first stays.
template <typename T>
struct Bounds {
  bool seen = false;
  T lowest = 0;
  T highest = 0;

  void add(T value) {
    if (!seen) lowest = highest = value;
    seen = true;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  void merge(const Bounds& other) {
    if (!other.seen) return;
    add(other.lowest);
    add(other.highest);
  }
};

class RealExtremes : public Extremes {
 public:
  // `finite`: only what is finite counts.
  RealExtremes(bool na_rm, bool min, bool max, bool finite)
      : Extremes(na_rm || finite, min, max), finite_(finite) {}

  bool add(const Block& block) override {
    const double* x = block.as<double>();
    for (std::int64_t i = 0; i < block.size(); ++i) {
      if (std::isnan(x[i])) {
        if (!na_rm_) note_nan(x[i]);
        continue;
      }
      if (finite_ && std::isinf(x[i])) continue;
      bounds_.add(x[i]);
    }
    return true;
  }

  void merge(const Accumulator& other) override {
    const auto& more = static_cast<const RealExtremes&>(other);
    bounds_.merge(more.bounds_);
    if (more.nan_seen_) note_nan(more.nan_);
  }

  Block result() const override {
    if (nan_seen_) return values(ElementType::real, nan_, nan_);
    if (!bounds_.seen) return values(ElementType::real, kInf, -kInf);
    return values(ElementType::real, bounds_.lowest, bounds_.highest);
  }

 protected:
  bool is_empty() const override { return !bounds_.seen && !nan_seen_; }

 private:
  // Any NA beats all NaN; of several NaN the first one stays.
  void note_nan(double value) {
    if (nan_seen_ && (is_na_real(nan_) || !is_na_real(value))) return;
    nan_ = value;
    nan_seen_ = true;
  }

  bool finite_;
  Bounds<double> bounds_;
  bool nan_seen_ = false;
  double nan_ = 0;
};

class IntegerExtremes : public Extremes {
 public:
  using Extremes::Extremes;

  bool add(const Block& block) override {
    const auto* x = block.as<std::int32_t>();
    for (std::int64_t i = 0; i < block.size(); ++i) {
      if (x[i] == kNaInteger) {
        missing_ = missing_ || !na_rm_;
        continue;
      }
      bounds_.add(x[i]);
    }
    return true;
  }

  void merge(const Accumulator& other) override {
    const auto& more = static_cast<const IntegerExtremes&>(other);
    bounds_.merge(more.bounds_);
    missing_ = missing_ || more.missing_;
  }

  Block result() const override {
    if (missing_) return values(ElementType::integer, kNaInteger, kNaInteger);
    if (!bounds_.seen) return values(ElementType::real, kInf, -kInf);
    return values(ElementType::integer, bounds_.lowest, bounds_.highest);
  }

 protected:
  bool is_empty() const override { return !bounds_.seen && !missing_; }

 private:
  Bounds<std::int32_t> bounds_;
  bool missing_ = false;
};

// any() is settled by a TRUE, all() by a FALSE; without one, NA makes NA.
class Truth : public Accumulator {
 public:
  Truth(bool na_rm, bool settled_by) : na_rm_(na_rm), settled_by_(settled_by) {}

  bool add(const Block& block) override {
    const auto* x = block.as<std::int32_t>();
    for (std::int64_t i = 0; i < block.size() && !settled_; ++i) {
      if (x[i] == kNaInteger) {
        missing_ = missing_ || !na_rm_;
      } else {
        settled_ = (x[i] != 0) == settled_by_;
      }
    }
    return !settled_;
  }

  void merge(const Accumulator& other) override {
    const auto& more = static_cast<const Truth&>(other);
    settled_ = settled_ || more.settled_;
    missing_ = missing_ || more.missing_;
  }

  Block result() const override {
    Block block(ElementType::logical, 1);
    std::int32_t& value = *block.as<std::int32_t>();
    value = settled_ == settled_by_;
    if (!settled_ && missing_) value = kNaInteger;
    return block;
  }

 private:
  bool na_rm_;
  bool settled_by_;
  bool settled_ = false;
  bool missing_ = false;
};

}  // namespace

std::unique_ptr<Accumulator> make_extremes(ElementType type, bool na_rm, bool min, bool max,
                                           bool finite) {
  if (type == ElementType::real) return std::make_unique<RealExtremes>(na_rm, min, max, finite);
  return std::make_unique<IntegerExtremes>(na_rm || finite, min, max);
}

std::unique_ptr<Accumulator> make_truth(bool na_rm, bool settled_by) {
  return std::make_unique<Truth>(na_rm, settled_by);
}

}  // namespace ch5mpy::engine
