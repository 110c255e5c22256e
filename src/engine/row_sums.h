// Exact sums of a few hundred neighbouring rows, to which column after column is added.
//
// Contract: as ExactSum, for each row. While the columns are of like size a row takes two whole
// numbers; only others cost the memory of an ExactSum a row. One thread at a time.
#pragma once

#include <array>
#include <cstdint>

#include "core/buffer.h"
#include "engine/exact_sum.h"
#include "engine/exact_window.h"
#include "engine/not_finite.h"

namespace ch5mpy::engine {

class RowSums {
 public:
  static constexpr std::int64_t kRows = 256;

  // `na_rm`: NaN are counted and left out.
  explicit RowSums(bool na_rm) : na_rm_(na_rm) {}

  // A column: element i belongs to row i; at most kRows. It is number `place` of all columns.
  void add(const double* column, std::int64_t rows, std::int64_t place);

  double sum(std::int64_t row) const;
  // The mean of a row to which `terms` columns were added.
  double mean(std::int64_t row, std::int64_t terms) const;

 private:
  // What rows have beside the window's sums.
  struct Beside {
    ExactSum total;
    NotFinite special;
    std::int64_t missing = 0;
  };

  void add_sifted(const double* column, std::int64_t rows, std::int64_t place);
  void add_fitting(const double* column, std::int64_t rows);
  // Moves the window's sums to the rows' totals.
  void settle();
  Beside& beside(std::int64_t row);
  const Beside* known(std::int64_t row) const;
  ExactSum total(std::int64_t row) const;

  bool na_rm_;
  bool windowed_ = false;
  ExactWindow window_{0};
  std::int64_t added_ = 0;
  std::array<std::int64_t, kRows> high_{};
  std::array<std::int64_t, kRows> low_{};
  Buffer beside_;
};

}  // namespace ch5mpy::engine
