// HDF5's registered filter 32015: zstd frames, made and read by the zstd of hdf5lib's archive.
//
// Contract: as codec.h; where the archive has no zstd there is no codec. A frame need not say how
// large its content is. The tables of encoder and decoder are allocated at first use and live as
// long as the codec: some 100 KB for reading, up to some times the chunk's size for writing at high
// levels.
#pragma once

#include <memory>

#include "codec/codec.h"

namespace ch5mpy {

// nullptr without zstd. `level`: as zstd has it, from negative ones (fastest) to 22 (smallest).
std::unique_ptr<Codec> make_zstd(int level);

constexpr int kZstdDefaultLevel = 3;

}  // namespace ch5mpy
