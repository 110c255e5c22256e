#include "engine/cell_totals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "core/buffer.h"
#include "core/na.h"
#include "engine/exact_sum.h"
#include "engine/not_finite.h"
#include "engine/row_sums.h"

namespace ch5mpy::engine {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Counts and sums of integers and logicals.
class WholeTotals : public CellTotals {
 public:
  explicit WholeTotals(bool na_rm) : na_rm_(na_rm) {}

  void reset(std::int64_t cells) override {
    buffer_.reserve(cells * 2 * 8);
    total_ = buffer_.as<std::int64_t>();
    missing_ = total_ + cells;
    std::fill_n(total_, 2 * cells, 0);
  }

  void add(const Block& block, const CellLayout& layout, std::int64_t first,
           std::int64_t count) override {
    const auto* values = block.as<std::int32_t>();
    bool rows = layout.cell_step == 1;
    std::int64_t outer = rows ? layout.terms : count;
    std::int64_t inner = rows ? count : layout.terms;
    for (std::int64_t o = 0; o < outer; ++o) {
      const std::int32_t* x =
          values + (rows ? first + o * layout.term_step : (first + o) * layout.cell_step);
      for (std::int64_t i = 0; i < inner; ++i) {
        std::int64_t cell = rows ? first + i : first + o;
        bool na = x[i] == kNaInteger;
        total_[cell] += na ? 0 : x[i];
        missing_[cell] += na;
      }
    }
  }

  double sum(std::int64_t cell) const override {
    if (missing_[cell] > 0 && !na_rm_) return na_real();
    return static_cast<double>(total_[cell]);
  }
  double mean(std::int64_t cell, std::int64_t terms) const override {
    if (missing_[cell] > 0 && !na_rm_) return na_real();
    std::int64_t present = terms - missing_[cell];
    if (present == 0) return kNaN;
    auto total = static_cast<long double>(total_[cell]);
    return static_cast<double>(total / static_cast<long double>(present));
  }

 private:
  bool na_rm_;
  Buffer buffer_;
  std::int64_t* total_ = nullptr;
  std::int64_t* missing_ = nullptr;
};

// Doubles whose terms are neighbours.
class ColumnTotals : public CellTotals {
 public:
  explicit ColumnTotals(bool na_rm) : na_rm_(na_rm) {}

  void reset(std::int64_t cells) override {
    buffer_.reserve(cells * static_cast<std::int64_t>(sizeof(Cell)));
    cells_ = buffer_.as<Cell>();
    std::uninitialized_fill_n(cells_, cells, Cell());
  }

  void add(const Block& block, const CellLayout& layout, std::int64_t first,
           std::int64_t count) override {
    for (std::int64_t k = first; k < first + count; ++k) {
      const double* x = block.as<double>() + k * layout.cell_step;
      Cell& cell = cells_[k];
      if (na_rm_) {
        cell.missing += layout.terms - cell.sum.add_present(x, layout.terms);
      } else {
        cell.sum.add(x, layout.terms);
      }
      if (cell.sum.is_special()) note(cell, x, layout);
    }
  }

  double sum(std::int64_t k) const override {
    return cells_[k].special.any() ? cells_[k].special.sum() : cells_[k].sum.value();
  }
  double mean(std::int64_t k, std::int64_t terms) const override {
    if (cells_[k].special.any()) return cells_[k].special.sum();
    std::int64_t present = terms - cells_[k].missing;
    return present == 0 ? kNaN : cells_[k].sum.mean(present);
  }

 private:
  struct Cell {
    ExactSum sum;
    NotFinite special;
    std::int64_t missing = 0;
  };

  void note(Cell& cell, const double* x, const CellLayout& layout) {
    for (std::int64_t term = 0; term < layout.terms; ++term) {
      if (std::isfinite(x[term]) || (na_rm_ && std::isnan(x[term]))) continue;
      cell.special.note(x[term], layout.place(term));
    }
  }

  static_assert(sizeof(Cell) <= kCellBytes, "a cell takes more than it says");

  bool na_rm_;
  Buffer buffer_;
  Cell* cells_ = nullptr;
};

// Doubles whose neighbours belong to other cells.
class RowTotals : public CellTotals {
 public:
  explicit RowTotals(bool na_rm) : na_rm_(na_rm) {}

  std::int64_t grain() const override { return RowSums::kRows; }
  void reset(std::int64_t cells) override {
    auto groups = static_cast<std::size_t>((cells + RowSums::kRows - 1) / RowSums::kRows);
    groups_.resize(std::min(groups_.size(), groups));
    for (auto& group : groups_) *group = RowSums(na_rm_);
    while (groups_.size() < groups) groups_.push_back(std::make_unique<RowSums>(na_rm_));
  }

  void add(const Block& block, const CellLayout& layout, std::int64_t first,
           std::int64_t count) override {
    for (std::int64_t cell = first; cell < first + count; cell += RowSums::kRows) {
      RowSums& group = group_of(cell);
      std::int64_t rows = std::min(RowSums::kRows, first + count - cell);
      const double* x = block.as<double>() + cell;
      for (std::int64_t term = 0; term < layout.terms; ++term) {
        group.add(x + term * layout.term_step, rows, layout.place(term));
      }
    }
  }

  double sum(std::int64_t cell) const override { return group_of(cell).sum(cell % RowSums::kRows); }
  double mean(std::int64_t cell, std::int64_t terms) const override {
    return group_of(cell).mean(cell % RowSums::kRows, terms);
  }

 private:
  RowSums& group_of(std::int64_t cell) const {
    return *groups_[static_cast<std::size_t>(cell / RowSums::kRows)];
  }

  bool na_rm_;
  std::vector<std::unique_ptr<RowSums>> groups_;
};

}  // namespace

std::int64_t CellLayout::place(std::int64_t term) const {
  std::int64_t place = 0;
  std::int64_t step = 1;
  for (std::size_t a = 0; a < dims.size(); ++a) {
    place += (box.start[a] + term % box.count[a]) * step;
    term /= box.count[a];
    step *= dims[a];
  }
  return place;
}

std::unique_ptr<CellTotals> make_cell_totals(ElementType type, bool by_row, bool na_rm) {
  if (type != ElementType::real) return std::make_unique<WholeTotals>(na_rm);
  if (by_row) return std::make_unique<RowTotals>(na_rm);
  return std::make_unique<ColumnTotals>(na_rm);
}

}  // namespace ch5mpy::engine
