// HDF5's registered filter 32004: blocks of lz4 in a frame of the filter's own, made and read by
// the lz4 of hdf5lib's archive.
//
// The frame, all numbers big-endian: the size of the chunk (8 bytes), the size of a block (4), then
// each block (the last one shorter): its stored size (4) and its bytes, which are the plain ones
// where the stored size is the block's own.
//
// Contract: as codec.h; where the archive has no lz4 there is no codec. Bytes behind the last block
// are ignored, as the filter ignores them.
#pragma once

#include <cstdint>
#include <memory>

#include "codec/codec.h"

namespace ch5mpy {

// nullptr without lz4. `block`: the most bytes of a block; 0: as many as the filter takes.
std::unique_ptr<Codec> make_lz4(std::uint32_t block);

}  // namespace ch5mpy
