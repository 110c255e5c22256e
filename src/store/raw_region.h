// Boxes of an array whose elements lie together in a file, one after the other.
//
// Contract: any thread, with the pool's help (core/thread_pool.h). Reads of our own, positioned;
// what lies beyond the end of the file is zeros, as HDF5's drivers have it. Wanted elements between
// unwanted ones are read alone or with what lies between, whichever is cheaper. Throws Error (io).
#pragma once

#include <cstdint>

#include "journal/os_file.h"
#include "store/box_runs.h"

namespace ch5mpy {

struct RawRegion {
  std::uint64_t address = 0;
  std::int64_t element_size = 1;
  std::int64_t swapped = 0;  // see RawLayout
};

// `runs`: from the region to `memory`.
void read_region(OsFile& file, const RawRegion& region, const BoxRuns& runs, char* memory);

// All `size` bytes at `address`.
void read_bytes(OsFile& file, std::uint64_t address, std::int64_t size, void* memory);

}  // namespace ch5mpy
