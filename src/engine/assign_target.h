// Where an assignment goes: the elements of a stored array that a view shows.
//
// Contract: R's thread. What a target refers to outlives it.
#pragma once

#include <memory>

#include "engine/access_path.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "store/undoable_sink.h"

namespace ch5mpy::engine {

// The way from a view down to the stored array.
struct Target {
  std::shared_ptr<BlockSource> source;
  AccessPath access;
  DirectAccess direct;
  bool is_direct = false;
};

// Throws Error (argument) for what is not a view of a stored array.
Target find_target(const NodePtr& view);

// Whether a block of the value may depend on elements that an earlier block has overwritten.
bool must_stage(const Target& target, const Evaluation& value);

// The box of the view whose multiples are cheapest to write; empty when all are alike.
Dims target_chunk(const Target& target, const BlockSink& sink);

// The value, computed whole before the target is touched: in memory where it is little, else in
// scratch. With `checked`, a block that this sink cannot hold is an Error (type).
NodePtr staged(Evaluation& value, const CompileOptions& options,
               const BlockSink* checked = nullptr);

// Runs `consumer`, which writes to `sink`, so that it writes all or nothing.
void run_undoable(Evaluation& value, BlockConsumer& consumer, UndoableSink& sink);

}  // namespace ch5mpy::engine
