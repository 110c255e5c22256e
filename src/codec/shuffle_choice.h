// Whether shuffling makes elements smaller: it does where neighbours are alike byte by byte (counts,
// measurements that drift), and does harm where whole values repeat (rounded decimals).
//
// Contract: pure. `sample` holds elements of `width` bytes as they will be stored; it is deflated
// both ways, so it should be short. The smaller wins; where both are alike, shuffled.
#pragma once

#include <cstdint>

#include "codec/codec.h"

namespace ch5mpy {

bool shuffling_pays(ConstBytes sample, std::int64_t width);

}  // namespace ch5mpy
