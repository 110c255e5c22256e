#include "engine/reduce_margin.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/error.h"
#include "core/memory_budget.h"
#include "core/thread_pool.h"
#include "engine/cell_totals.h"
#include "engine/executor.h"

namespace ch5mpy::engine {

namespace {

// Boxes come so that all that belongs to some cells is there before others begin.
class MarginConsumer : public BlockConsumer {
 public:
  MarginConsumer(ElementType type, const Dims& dims, const Margin& margin, Block& out)
      : margin_(margin),
        kept_(dims.size()),
        totals_(make_cell_totals(type, margin.by_row, margin.na_rm)),
        out_(out) {
    for (std::size_t a = 0; a < dims.size(); ++a) {
      kept_[a] = margin.keeps(a);
      (kept_[a] ? kept_dims_ : summed_dims_).push_back(dims[a]);
    }
  }

  LateAxes late_axes() const override {
    return {kept_, std::max<std::int64_t>(1, MemoryBudget::global().available() / 4 / kCellBytes)};
  }

  bool take(const Box& box, Block& block) override {
    Box cells = part_of(box, true);
    if (cells.start != cells_.start || cells.count != cells_.count) {
      finish();
      cells_ = cells;
      totals_->reset(cells_.size());
    }
    CellLayout layout;
    layout.cells = cells_.size();
    layout.terms = box.size() / layout.cells;
    layout.cell_step = margin_.by_row ? 1 : layout.terms;
    layout.term_step = margin_.by_row ? layout.cells : 1;
    layout.box = part_of(box, false);
    layout.dims = summed_dims_;
    add(block, layout);
    return true;
  }

  // Call at the end.
  void finish() {
    if (cells_.count.empty()) return;
    visit_runs(cells_, kept_dims_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
      double* out = out_.as<double>() + first;
      for (std::int64_t i = 0; i < count; ++i) {
        out[i] = margin_.mean ? totals_->mean(at + i, element_count(summed_dims_))
                              : totals_->sum(at + i);
      }
    });
  }

 private:
  // Some work for each task, and several tasks for each worker.
  static constexpr std::int64_t kTaskElements = 1 << 14;

  // The box along the axes that are kept, or along the others.
  Box part_of(const Box& box, bool kept) const {
    Box part;
    for (std::size_t a = 0; a < kept_.size(); ++a) {
      if (kept_[a] != kept) continue;
      part.start.push_back(box.start[a]);
      part.count.push_back(box.count[a]);
    }
    return part;
  }

  void add(const Block& block, const CellLayout& layout) {
    std::int64_t grain = totals_->grain();
    std::int64_t share = std::max<std::int64_t>(1, kTaskElements / layout.terms / grain) * grain;
    std::int64_t tasks = (layout.cells + share - 1) / share;
    parallel_for(tasks, [&](std::int64_t task, int) {
      std::int64_t first = task * share;
      totals_->add(block, layout, first, std::min(share, layout.cells - first));
    });
  }

  Margin margin_;
  std::vector<bool> kept_;
  Dims kept_dims_;
  Dims summed_dims_;
  std::unique_ptr<CellTotals> totals_;
  Box cells_;
  Block& out_;
};

std::int64_t kept_count(const Dims& dims, const Margin& margin) {
  Dims kept;
  for (std::size_t a = 0; a < dims.size(); ++a) {
    if (margin.keeps(a)) kept.push_back(dims[a]);
  }
  return element_count(kept);
}

// What sums and means of no elements are.
void fill_empty(Block& out, bool mean, ElementType type, bool na_rm) {
  std::unique_ptr<CellTotals> empty = make_cell_totals(type, false, na_rm);
  empty->reset(1);
  std::fill_n(out.as<double>(), out.size(), mean ? empty->mean(0, 0) : empty->sum(0));
}

}  // namespace

MarginSums reduce_margin(const NodePtr& plan, const Margin& margin, const CompileOptions& options) {
  ElementType type = plan->type;
  if (type != ElementType::real && type != ElementType::integer && type != ElementType::logical) {
    throw Error(ErrorKind::unsupported,
                std::string("Values of type ") + element_type_name(type) +
                    " cannot be summed by rows or columns block by block; load the array with "
                    "as.array() first.");
  }
  std::int64_t count = kept_count(plan->dims, margin);
  require_result_fits(8.0 * static_cast<double>(count), "What is computed by rows or columns",
                      "raise max_memory, or compute it of a part of the array at a time");
  Evaluation evaluation(plan, options);
  MarginSums sums;
  sums.value.reset(ElementType::real, count);
  fill_empty(sums.value, margin.mean, type, margin.na_rm);
  MarginConsumer consumer(type, plan->dims, margin, sums.value);
  evaluation.run(consumer);
  consumer.finish();
  sums.warnings = evaluation.warnings();
  return sums;
}

}  // namespace ch5mpy::engine
