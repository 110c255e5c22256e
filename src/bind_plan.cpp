// Exports of plans: a plan crosses once, when its values are asked for.
#include <Rcpp.h>

#include "engine/assign.h"
#include "engine/assign_masked.h"
#include "engine/executor.h"
#include "engine/explain.h"
#include "hdf5/key_path.h"
#include "hdf5/named_error.h"
#include "hdf5/tree.h"
#include "rglue/attribute_value.h"
#include "rglue/boundary.h"
#include "rglue/dataset_spec.h"
#include "rglue/handle.h"
#include "rglue/plan.h"
#include "rglue/plan_sink.h"
#include "rglue/text_value.h"
#include "rglue/vector.h"
#include "store/dataset_store.h"
#include "store/revertible_sink.h"

using namespace ch5mpy;

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_collect(SEXP plan) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(!is_stored_view(plan));
    engine::Evaluation evaluation(reader.read(plan), options);
    Rcpp::Shield<SEXP> value(collect_vector(evaluation));
    return Rcpp::List::create(Rcpp::_["value"] = static_cast<SEXP>(value),
                              Rcpp::_["integer64"] = reader.gives_integer64(plan),
                              Rcpp::_["warnings"] = reader.all_warnings(evaluation.warnings()));
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_write(SEXP plan, SEXP x, SEXP path, Rcpp::List spec) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    Location base = resolve_handle(x, Access::write);
    KeyPath target = parse_key_path(read_text(path, "A name"));
    DatasetSpec how(base, spec);
    require_target(base, target, how.overwrite());
    PlanReader reader(true);
    engine::NodePtr root = reader.read(plan);
    engine::Evaluation evaluation(root, options);
    Handle dataset = naming(base, join_name(base.name(), target), [&] {
      return collect_dataset(evaluation, base.file_id(), how, is_vector_node(plan));
    });
    how.write_attributes(dataset.get(), join_name(base.name(), target));
    put_object(base, target, dataset.get(), how.overwrite());
    return Rcpp::List::create(Rcpp::_["warnings"] = reader.all_warnings(evaluation.warnings()));
  });
}

// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_assign(SEXP target, SEXP plan) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    Location dataset = reader.resolve_target(target);
    engine::NodePtr where = reader.read(target);
    engine::NodePtr value = reader.read(plan);
    auto store = std::make_unique<DatasetStore>(dataset.dataset(), dataset.row_major());
    RevertibleSink sink(std::move(store), options.scratch_folder);
    dataset.file().mark_written();
    std::vector<std::string> computed = naming(dataset, dataset.name(), [&] {
      return engine::assign(where, sink, value, reader.reads_otherwise(dataset), options);
    });
    return Rcpp::List::create(Rcpp::_["warnings"] = reader.all_warnings(computed));
  });
}

// Values, a vector in memory, go where a logical plan is TRUE.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_assign_masked(SEXP target, SEXP mask, SEXP values) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    Location dataset = reader.resolve_target(target);
    engine::NodePtr where = reader.read(target);
    engine::NodePtr chosen = reader.read(mask);
    Block block;
    borrow_vector(values, block);
    RevertibleSink sink(std::make_unique<DatasetStore>(dataset.dataset(), dataset.row_major()),
                        options.scratch_folder);
    dataset.file().mark_written();
    std::vector<std::string> computed = naming(dataset, dataset.name(), [&] {
      return engine::assign_masked(where, sink, chosen, block, reader.reads_otherwise(dataset),
                                   options);
    });
    return Rcpp::List::create(Rcpp::_["warnings"] = reader.all_warnings(computed));
  });
}

// What computing a plan would do.
// [[Rcpp::export(rng = false)]]
Rcpp::List cpp_plan_explain(SEXP plan) {
  return guarded([&] {
    engine::CompileOptions options = engine_options();
    PlanReader reader(true);
    engine::Explanation found = engine::explain(reader.read(plan), options);
    Rcpp::Shield<SEXP> program(wrap_texts(found.program));
    return Rcpp::List::create(
        Rcpp::_["program"] = static_cast<SEXP>(program),
        Rcpp::_["block"] = Rcpp::NumericVector(found.block.begin(), found.block.end()),
        Rcpp::_["bytes"] = found.bytes_read, Rcpp::_["memory"] = found.memory,
        Rcpp::_["threads"] = found.threads);
  });
}
