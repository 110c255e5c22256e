// Assignment into a view of a stored array: R's `x[...] <- value`.
//
// Contract: R's thread. All or nothing: on any error or interrupt the target holds what it held.
// The value may read the target: the result is that of R's copy semantics. Of elements named twice
// the last value stays. NA in the target's index is skipped when the value has length one, else an
// error of kind subscript, as in R. Values that the stored type cannot hold are an error of kind
// type.
#pragma once

#include <string>
#include <vector>

#include "engine/compile.h"
#include "engine/plan.h"
#include "store/undoable_sink.h"

namespace ch5mpy::engine {

// `target` is a source node or views over one; `sink` writes what that source reads. `value` has as
// many elements as the target. `aliased`: the value reads what the sink writes through another
// source than the target's. Returns R's warnings about the value.
std::vector<std::string> assign(const NodePtr& target, UndoableSink& sink, const NodePtr& value,
                                bool aliased, const CompileOptions& options);

}  // namespace ch5mpy::engine
