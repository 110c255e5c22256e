#include "engine/row_sums.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>
#include <memory>

namespace ch5mpy::engine {

namespace {

// By how much larger than its largest element a window is chosen, and may be before it is chosen
// anew for the sake of what has a rest.
constexpr int kRoom = 2;
constexpr int kTooLarge = 8;

}  // namespace

void RowSums::add(const double* column, std::int64_t rows, std::int64_t place) {
  if (windowed_ && window_.fits(column, rows)) {
    add_fitting(column, rows);
  } else {
    add_sifted(column, rows, place);
  }
}

void RowSums::add_fitting(const double* column, std::int64_t rows) {
  bool rest = window_.add_each(column, rows, high_.data(), low_.data());
  if (++added_ == kWindowTerms) settle();
  if (!rest) return;
  double largest = 0;
  for (std::int64_t i = 0; i < rows; ++i) {
    largest = std::max(largest, std::fabs(column[i]));
    double left = window_.rest(column[i]);
    if (left != 0) beside(i).total.add_one(left);
  }
  if (window_exponent(largest) + kTooLarge < window_.exponent()) {
    settle();
    windowed_ = false;
  }
}

// A column that holds what is not finite, or does not fit the window.
void RowSums::add_sifted(const double* column, std::int64_t rows, std::int64_t place) {
  double finite[kRows];
  double largest = 0;
  for (std::int64_t i = 0; i < rows; ++i) {
    bool is_finite = std::isfinite(column[i]);
    finite[i] = is_finite ? column[i] : 0;
    largest = std::max(largest, std::fabs(finite[i]));
    if (is_finite) continue;
    if (na_rm_ && std::isnan(column[i])) {
      ++beside(i).missing;
    } else {
      beside(i).special.note(column[i], place);
    }
  }
  int exponent = window_exponent(largest);
  if (FLT_EVAL_METHOD != 0 || exponent > kWindowMost || exponent < kWindowLeast) {
    for (std::int64_t i = 0; i < rows; ++i) beside(i).total.add_one(finite[i]);
    return;
  }
  if (!windowed_ || exponent > window_.exponent()) {
    settle();
    window_ = ExactWindow(std::min(exponent + kRoom, kWindowMost));
    windowed_ = true;
  }
  add_fitting(finite, rows);
}

void RowSums::settle() {
  if (added_ == 0) return;
  for (std::int64_t i = 0; i < kRows; ++i) {
    auto row = static_cast<std::size_t>(i);
    if (high_[row] != 0 || low_[row] != 0)
      beside(i).total.add_parts(window_, high_[row], low_[row]);
  }
  high_.fill(0);
  low_.fill(0);
  added_ = 0;
}

RowSums::Beside& RowSums::beside(std::int64_t row) {
  if (beside_.capacity() == 0) {
    beside_.reserve(kRows * static_cast<std::int64_t>(sizeof(Beside)));
    std::uninitialized_fill_n(beside_.as<Beside>(), kRows, Beside());
  }
  return beside_.as<Beside>()[row];
}

const RowSums::Beside* RowSums::known(std::int64_t row) const {
  return beside_.capacity() == 0 ? nullptr : beside_.as<Beside>() + row;
}

ExactSum RowSums::total(std::int64_t row) const {
  const Beside* more = known(row);
  ExactSum sum = more == nullptr ? ExactSum() : more->total;
  auto i = static_cast<std::size_t>(row);
  sum.add_parts(window_, high_[i], low_[i]);
  return sum;
}

double RowSums::sum(std::int64_t row) const {
  const Beside* more = known(row);
  if (more != nullptr && more->special.any()) return more->special.sum();
  return total(row).value();
}

double RowSums::mean(std::int64_t row, std::int64_t terms) const {
  const Beside* more = known(row);
  if (more != nullptr && more->special.any()) return more->special.sum();
  std::int64_t present = terms - (more == nullptr ? 0 : more->missing);
  if (present == 0) return std::numeric_limits<double>::quiet_NaN();
  return total(row).mean(present);
}

}  // namespace ch5mpy::engine
