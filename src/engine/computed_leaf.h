// Leaves whose elements are computed by a program of their own: by a function of R's, or from all
// elements before.
//
// Contract: as Leaf. An operand's evaluation goes over the boxes of the leaf's output.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/executor.h"
#include "engine/leaf.h"
#include "engine/scan.h"

namespace ch5mpy::engine {

// An operand of a function of R's: a program, or one value.
struct MapPart {
  std::unique_ptr<Evaluation> values;
  std::shared_ptr<const Block> constant;
};

// `missing`: the access of the output, when elements of it are NA whatever the function gives.
std::unique_ptr<Leaf> make_map_leaf(std::shared_ptr<BlockFunction> function,
                                    std::vector<MapPart> parts, ElementType type,
                                    std::shared_ptr<const AccessPath> missing);
// The values are elements of the scan's type, its boxes come in order.
std::unique_ptr<Leaf> make_scan_leaf(std::unique_ptr<Evaluation> values,
                                     std::unique_ptr<Scan> scan);

}  // namespace ch5mpy::engine
