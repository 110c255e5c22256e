// What reading and writing a dataset's bytes without HDF5 takes, asked of HDF5.
//
// Contract: R's thread. The file driver's OsFile is the one that HDF5 uses itself, and HDF5 keeps
// no raw data back (hdf5/property_list.h sees to that), so bytes read through it are those that
// HDF5 would give.
#pragma once

#include "codec/raw_layout.h"
#include "hdf5/api.h"
#include "hdf5/dataset.h"
#include "journal/os_file.h"

namespace ch5mpy {

// Of a dataset whose shape, chunk and types are known already; `type` is that in the file,
// `properties` its creation list. Kind opaque where the elements in the
// file are not those in memory but for their byte order, or lie elsewhere, or pass a filter that we
// do not know.
RawLayout read_raw_layout(const Dataset& dataset, hid_t type, hid_t properties);

// The chunks of a chunked dataset, in one pass. Throws Error (corrupt).
ChunkIndex read_chunk_index(hid_t dataset, const Dims& dims, const Dims& chunk);

// Where HDF5 has the chunk that is the `cell`th along each axis, but for its number; of no size where
// there is none, or where HDF5 cannot say.
StoredChunk find_raw_chunk(hid_t dataset, const Dims& cell, const Dims& chunk);

// Writes a chunk that is encoded already, at `start` (its first element); gives where it lies, but
// for its number.
StoredChunk write_raw_chunk(hid_t dataset, const Dims& start, ConstBytes bytes,
                            std::uint32_t skipped);

// The file that HDF5 has opened for this object; lives as long as that.
OsFile& os_file_of(hid_t object);

}  // namespace ch5mpy
