// Sums of many cells at once: what sums by rows and by columns add up in.
//
// Contract: exact, so that a sum's bits depend on the values only. Calls of `add` for different
// ranges of cells, each a multiple of `grain()` but the last, may run on different threads.
#pragma once

#include <cstdint>
#include <memory>

#include "core/block.h"
#include "core/dims.h"
#include "engine/box.h"

namespace ch5mpy::engine {

// How the elements of a block belong to cells: element `cell * cell_step + term * term_step` is one
// term of the cell, in R's order of all of them term number `place(term)`.
struct CellLayout {
  std::int64_t cells = 0;
  std::int64_t terms = 0;
  std::int64_t cell_step = 1;
  std::int64_t term_step = 1;
  Box box;    // the terms' part of the block's box
  Dims dims;  // the shape of all terms

  std::int64_t place(std::int64_t term) const;
};

class CellTotals {
 public:
  virtual ~CellTotals() = default;

  // Begins anew with `cells` empty cells.
  virtual void reset(std::int64_t cells) = 0;
  // Adds the terms of cells [first, first + count).
  virtual void add(const Block& block, const CellLayout& layout, std::int64_t first,
                   std::int64_t count) = 0;
  // The sum of a cell, to which `terms` elements were added; its mean.
  virtual double sum(std::int64_t cell) const = 0;
  virtual double mean(std::int64_t cell, std::int64_t terms) const = 0;

  virtual std::int64_t grain() const { return 1; }
};

// Working memory that a cell may take, in bytes.
constexpr std::int64_t kCellBytes = 640;

// For elements of `type`. `by_row`: neighbouring elements of a block belong to different cells.
std::unique_ptr<CellTotals> make_cell_totals(ElementType type, bool by_row, bool na_rm);

}  // namespace ch5mpy::engine
