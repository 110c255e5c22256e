// Writes a value to those elements of a view where a mask is TRUE.
//
// Contract: R's thread; all or nothing, as assign(). `mask` has as many elements as the view and is
// logical; where it is NA nothing is written. Of several values the k-th TRUE in R's order gets
// number k modulo their number. Positions are never held for more than a block.
#pragma once

#include <string>
#include <vector>

#include "core/block.h"
#include "engine/compile.h"
#include "engine/plan.h"
#include "store/undoable_sink.h"

namespace ch5mpy::engine {

// `aliased`: as for assign(). Returns what R warns about in computing the mask.
std::vector<std::string> assign_masked(const NodePtr& target, UndoableSink& sink,
                                       const NodePtr& mask, const Block& values, bool aliased,
                                       const CompileOptions& options);

}  // namespace ch5mpy::engine
