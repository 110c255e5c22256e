// Boxes of a dataset, read and written in the shortest way: beside HDF5 where its bytes lie in the
// file as elements or behind filters that we know, else by HDF5.
//
// Contract: axes in the file's order; memory as `Dataset::read_box` has it. R's thread, but for
// reading after `reads_on_threads` said so. Chunks of which only a part is read are kept
// (chunk_cache.h).
#pragma once

#include "hdf5/dataset.h"

namespace ch5mpy {

bool reads_on_threads(Dataset& dataset);
void read_stored_box(Dataset& dataset, const Dims& start, const Dims& count, void* memory);
void write_stored_box(Dataset& dataset, const Dims& start, const Dims& count, const void* memory);

}  // namespace ch5mpy
