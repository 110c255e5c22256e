// Plans that R describes as lists, made nodes of the engine.
//
// Contract: R's thread. The reader keeps what its nodes look at (open datasets, warnings of
// reading) and borrows the memory of R's vectors, which the caller keeps protected; so it outlives
// every use of the nodes. A list that is one R object is one node, a dataset seen twice one source.
// Malformed lists are Error (internal): R's side makes them.
#pragma once

#include <Rcpp.h>

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "core/warning_log.h"
#include "engine/compile.h"
#include "engine/plan.h"
#include "hdf5/location.h"

namespace ch5mpy {

class PlanReader {
 public:
  // `plain`: 64-bit integers are read as doubles even where the option says integer64, as values
  // that are computed with must be.
  explicit PlanReader(bool plain) : plain_(plain) {}

  engine::NodePtr read(SEXP node);

  // The dataset below the views of `node`, open for writing. Call it before any `read`.
  Location resolve_target(SEXP node);
  // TRUE when the dataset at `target` was read in another order of axes than the target's.
  bool reads_otherwise(const Location& target) const;
  // TRUE when the doubles that `node`, a view of a dataset, gives carry int64 bits.
  bool gives_integer64(SEXP node) const;

  const std::vector<std::string>& warnings() const { return log_.texts(); }
  // What reading warned about, then what computing did, as R has texts.
  SEXP all_warnings(const std::vector<std::string>& computed) const;

 private:
  using DatasetKey = std::pair<std::pair<const File*, ObjectId>, bool>;

  engine::NodePtr make(SEXP node);
  engine::NodePtr make_dataset_node(SEXP node);
  engine::NodePtr make_value_node(SEXP node);
  engine::NodePtr make_view_node(SEXP node);
  engine::NodePtr make_call_node(SEXP node);
  engine::NodePtr make_map_node(SEXP node);

  bool plain_;
  WarningLog log_;
  std::map<SEXP, engine::NodePtr> known_;
  std::map<DatasetKey, std::shared_ptr<BlockSource>> datasets_;
};

// A stored array, or views of one and nothing else.
bool is_stored_view(SEXP node);
// TRUE when dim() of the array is NULL.
bool is_vector_node(SEXP node);

// The engine's surroundings in this session: its memory, its scratch folder, R's mathematics.
engine::CompileOptions engine_options();

}  // namespace ch5mpy
