// One box of those that a selection or single positions fall into.
//
// Contract: filled by `load` of a BoxCursor or a PointCursor, and reused; one thread's.
#pragma once

#include "core/dims.h"
#include "store/box_walk.h"

namespace ch5mpy {

struct BoxPart {
  Dims start, count;
  bool covers = false;  // every element of the box is wanted
  BoxWalk walk;         // from the box to the block of the whole selection
};

}  // namespace ch5mpy
