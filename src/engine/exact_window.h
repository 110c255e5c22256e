// Doubles as whole numbers: what lies below 2^exponent, cut into two parts of 51 bits, so that sums
// of the parts are sums of integers and hence exact.
//
// Contract: pure, no allocation, no throw, safe on any thread. An element is high * 2^(exponent -
// 51)
// + low * 2^(exponent - 102) + rest; sums of high and of low hold up to kWindowTerms elements.
#pragma once

#include <cstdint>

namespace ch5mpy::engine {

constexpr int kWindowMost = 1020;
constexpr int kWindowLeast = -960;
constexpr int kWindowDigits = 51;
constexpr std::int64_t kWindowTerms = 2048;

// What lies in the window of an exponent, kWindowLeast to kWindowMost.
class ExactWindow {
 public:
  explicit ExactWindow(int exponent);

  int exponent() const { return exponent_; }

  struct Sums {
    std::int64_t high = 0;
    std::int64_t low = 0;
    bool fits = false;  // FALSE, and nothing else said: an element is too large, or not finite
    bool rest = false;  // some elements have a rest
  };
  // Of up to kWindowTerms elements.
  Sums sum(const double* values, std::int64_t count) const;

  // Whether all elements are smaller than 2^exponent.
  bool fits(const double* values, std::int64_t count) const;
  // Adds the parts of each element, all of which fit, to its own two sums; TRUE: some have a rest.
  bool add_each(const double* values, std::int64_t count, std::int64_t* high,
                std::int64_t* low) const;

  // What is left of an element that fits.
  double rest(double value) const {
    double left = value - ((value + coarse_) - coarse_);
    return left - ((left + fine_) - fine_);
  }

 private:
  int exponent_;
  double bound_;
  double coarse_;
  double fine_;
};

// The exponent of the smallest window that holds finite elements up to this size.
int window_exponent(double largest);

}  // namespace ch5mpy::engine
