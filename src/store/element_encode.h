// From R's elements in a block to stored elements in memory.
//
// Contract: pure memory. `encode` takes values that check_values() (store/element_check.h) let pass
// and writes `stored.native` elements into a box, at the places that a walk pairs. Variable strings
// are pointers into the block's text: it must not change before the box was written.
#pragma once

#include "core/block.h"
#include "core/stored_type.h"
#include "store/box_walk.h"

namespace ch5mpy {

void encode(const StoredType& stored, const Block& values, bool integer64, const BoxWalk& walk,
            void* box);

}  // namespace ch5mpy
