// The chunk shape of a new dataset, when nobody said which.
//
// Contract: pure arithmetic, R's axis order. Chunks of 512 KB to 1 MB, near the array's own
// proportions, so that reading along any axis costs about the same; a smaller array is one chunk.
#pragma once

#include <cstdint>

#include "core/dims.h"

namespace ch5mpy {

// Below this many bytes a dataset is stored contiguously: a chunk's index would weigh as much as
// its data.
constexpr std::int64_t kTinyBytes = 16 << 10;

// `element_size` in bytes as stored.
Dims guess_chunk(const Dims& dims, std::int64_t element_size);

}  // namespace ch5mpy
