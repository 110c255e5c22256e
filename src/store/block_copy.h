// Moving elements between blocks by position.
//
// Contract: both blocks have the same type; positions lie inside; kNaIndex as a source position
// gives the type's NA (raw: 0). The blocks are distinct.
#pragma once

#include <cstdint>

#include "core/block.h"

namespace ch5mpy {

// out[at + i] = from[first + i] for i < count.
void copy_elements(const Block& from, std::int64_t first, std::int64_t count, Block& out,
                   std::int64_t at);

// out[at + i] = from[position(i)].
void set_element(const Block& from, std::int64_t position, Block& out, std::int64_t at);
void set_na(Block& out, std::int64_t at);

}  // namespace ch5mpy
