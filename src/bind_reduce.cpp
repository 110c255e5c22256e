// Exports of reductions: of whole arrays, by margins, and the positions of some elements.
#include <Rcpp.h>

#include <algorithm>

#include "core/memory_budget.h"
#include "engine/collect.h"
#include "engine/executor.h"
#include "engine/extreme_position.h"
#include "engine/reduce.h"
#include "engine/reduce_margin.h"
#include "rglue/block_fold.h"
#include "rglue/boundary.h"
#include "rglue/plan.h"
#include "rglue/vector.h"

using namespace ch5mpy;

namespace {

Rcpp::List with_warnings(SEXP value, SEXP warnings) {
  return Rcpp::List::create(Rcpp::_["value"] = value, Rcpp::_["warnings"] = warnings);
}

Rcpp::NumericVector wrap_positions(const std::vector<std::int64_t>& positions) {
  Rcpp::NumericVector out(static_cast<R_xlen_t>(positions.size()));
  for (std::size_t i = 0; i < positions.size(); ++i) {
    out[static_cast<R_xlen_t>(i)] = static_cast<double>(positions[i] + 1);
  }
  return out;
}

engine::NodePtr logical_plan(PlanReader& reader, SEXP plan) {
  return engine::make_cast(reader.read(plan), ElementType::logical);
}

}  // namespace

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_reduce(SEXP plan, std::string what, bool na_rm) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::Reduced reduced =
        engine::reduce(reader.read(plan), engine::reduction_from_name(what), na_rm, options);
    Rcpp::Shield<SEXP> value(wrap_elements(reduced.value));
    Rcpp::Shield<SEXP> warnings(reader.all_warnings(reduced.warnings));
    return with_warnings(value, warnings);
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_fold(SEXP plan, SEXP start, Rcpp::Function step) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::Evaluation evaluation(reader.read(plan), options);
    BlockFold fold(start, step);
    evaluation.run(fold);
    Rcpp::Shield<SEXP> warnings(reader.all_warnings(evaluation.warnings()));
    return with_warnings(fold.state(), warnings);
  });
}

// Sums or means over the first `leading` axes, or `by_row` over the others.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_margin(SEXP plan, int leading, bool by_row, bool mean, bool na_rm) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::Margin margin{leading, by_row, mean, na_rm};
    engine::MarginSums sums = engine::reduce_margin(reader.read(plan), margin, options);
    Rcpp::Shield<SEXP> value(wrap_elements(sums.value));
    Rcpp::Shield<SEXP> warnings(reader.all_warnings(sums.warnings));
    return with_warnings(value, warnings);
  });
}

// The 1-based position of the first of the largest or smallest elements; NA without one.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_extreme(SEXP plan, bool largest) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::ExtremePosition found = engine::extreme_position(reader.read(plan), largest, options);
    Rcpp::Shield<SEXP> value(
        Rf_ScalarReal(found.position < 0 ? NA_REAL : static_cast<double>(found.position + 1)));
    Rcpp::Shield<SEXP> warnings(reader.all_warnings(found.warnings));
    return with_warnings(value, warnings);
  });
}

// The positions where a logical plan is TRUE. Refused when they take more than the cap.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_which(SEXP plan) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::Evaluation evaluation(logical_plan(reader, plan), options);
    std::int64_t most = std::max<std::int64_t>(MemoryBudget::global().limit(), 1 << 20) / 8;
    engine::PositionCollector collector(evaluation.dims(), false, most);
    evaluation.run(collector);
    require_result_fits(8.0 * static_cast<double>(collector.count()), "The positions",
                        "ask for those of a part of the array, or assign through the mask itself");
    collector.sort();
    Rcpp::Shield<SEXP> value(wrap_positions(collector.positions()));
    Rcpp::Shield<SEXP> warnings(reader.all_warnings(evaluation.warnings()));
    return with_warnings(value, warnings);
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_points(SEXP plan) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::Evaluation evaluation(logical_plan(reader, plan), options);
    // A position is held here, in R, and in the selection made of it.
    std::int64_t most = std::max<std::int64_t>(MemoryBudget::global().limit(), 1 << 20) / 16;
    engine::PositionCollector collector(evaluation.dims(), true, most);
    evaluation.run(collector);
    require_result_fits(16.0 * static_cast<double>(collector.count()), "Selecting by this mask",
                        "select from a part of the array at a time, or raise max_memory");
    collector.sort();
    Rcpp::Shield<SEXP> warnings(reader.all_warnings(evaluation.warnings()));
    return Rcpp::List::create(Rcpp::_["positions"] = wrap_positions(collector.positions()),
                              Rcpp::_["missing"] = wrap_positions(collector.missing()),
                              Rcpp::_["warnings"] = static_cast<SEXP>(warnings));
  });
}
