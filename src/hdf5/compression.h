// Compression by name: "none", "gzip-4", "zstd-3", "lz4", "blosc2-zstd-5", ...
//
// Contract: pure description until `apply`. Names: none; gzip or deflate (1-9), zstd (1-22), lz4,
// lzf, bzip2 (1-9), blosc2 with an optional compressor (blosclz, lz4, lz4hc, zlib, zstd) and level.
// A level may be left out. Unknown: Error (argument); a filter that this build lacks: Error
// (unsupported).
#pragma once

#include <string>
#include <vector>

#include "hdf5/api.h"

namespace ch5mpy {

struct Compression {
  H5Z_filter_t filter = H5Z_FILTER_NONE;
  std::vector<unsigned> options;
  bool shuffles_itself = false;  // blosc2

  bool none() const { return filter == H5Z_FILTER_NONE; }
};

Compression parse_compression(const std::string& text);

// Adds the filters to a dataset creation list that is chunked; `shuffled`: the bytes of elements are
// shuffled first, unless the filter does that itself.
void apply_compression(hid_t properties, const Compression& compression, bool shuffled);

// HDF5 forgets that an optional filter was left out of a chunk when the chunk is written again at
// the same size, and then reads wrong values. The name of such a filter of a dataset that is there,
// from its creation list: one that is optional and that we do not encode with ourselves; "" without
// one.
std::string unsafe_filter(hid_t properties);

}  // namespace ch5mpy
