// From stored elements in memory to R's elements in a block.
//
// Contract: pure memory. A box holds `stored.native` elements; `decode` converts those that a walk
// pairs with places of the block, which is prepared. int64 beyond what a double holds is noted, not
// raised: the caller knows the policy.
#pragma once

#include "core/block.h"
#include "core/settings.h"
#include "core/stored_type.h"
#include "store/box_walk.h"

namespace ch5mpy {

// What decoding met that a warning, or an error of policy, has to say.
struct DecodeFindings {
  bool inexact_int64 = false;     // a 64-bit integer that no double equals
  bool unmarked_int_min = false;  // INT_MIN in an int32 that is not marked as holding NA
};

// Whether reading gives doubles that carry int64 bits (bit64's integer64).
bool decodes_to_integer64(const StoredType& stored, Int64Policy policy);
// Whether the memory of a box is, bit for bit, the memory of a block.
bool is_block_memory(const StoredType& stored, Int64Policy policy);

void decode(const StoredType& stored, Int64Policy policy, const void* box, const BoxWalk& walk,
            Block& out, DecodeFindings& findings);

// What `decode` would note about elements that went straight into the block.
void inspect(const StoredType& stored, const Block& block, DecodeFindings& findings);

// Every element becomes NA (raw: 0).
void fill_na(Block& block);

}  // namespace ch5mpy
