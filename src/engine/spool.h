// Arrays that must be computed whole, in order, before anything may look into them: they go to
// scratch.
//
// Contract: R's thread. Draws of random numbers happen in R's order of evaluation, each array once:
// all but the last of a plan are spooled, the last one too when the plan looks at it through views.
#pragma once

#include <map>
#include <string>

#include "engine/leaf.h"
#include "engine/plan.h"

namespace ch5mpy::engine {

// For each random node that cannot be streamed, the node to use in its place.
std::map<const Node*, NodePtr> spool_random(const NodePtr& plan, const std::string& folder);

// All elements of a leaf over an output of `dims`, read in order.
NodePtr spool_leaf(Leaf& leaf, const Dims& dims, const std::string& folder);

}  // namespace ch5mpy::engine
