// Compressed chunks that HDF5 decodes itself, looked at before it does.
//
// Why: HDF5's deflate grows its buffer for as long as the stream goes on, whatever size the chunk
// must have; a small chunk can cost gigabytes before that is noticed.
//
// Contract: R's thread. Works off those filters, from the file's side, for which codec/ has a
// decoder with a bound; what is behind one that it does not know is HDF5's.
#pragma once

#include <cstdint>
#include <vector>

#include "codec/codec.h"
#include "codec/raw_layout.h"
#include "hdf5/api.h"
#include "journal/os_file.h"

namespace ch5mpy {

class InflationGuard {
 public:
  // Of a chunked dataset, whose creation list is `properties`; a chunk has `chunk_bytes` decoded.
  InflationGuard(hid_t properties, std::int64_t chunk_bytes);

  // Error (corrupt) when a filter makes more of the chunk than it can have been made of.
  void check(OsFile& file, const StoredChunk& chunk) const;

 private:
  struct Step {
    int bit = 0;  // of the filter in a chunk's mask of those left out
    Filter filter;
  };

  std::vector<Step> steps_;  // as they are undone
  std::int64_t most_;        // bytes between two filters
};

}  // namespace ch5mpy
