// The datasets that were used lately, with what is known of them: types, shapes, chunks.
//
// Contract: R's thread. Asking HDF5 what a dataset is costs more than reading an element of it.
// What changes a file's objects forgets all of that file first (`File::mark_dirty` does); who only
// writes elements keeps what is known up to date. A forked child starts without.
#pragma once

#include <memory>

#include "hdf5/dataset.h"

namespace ch5mpy {

// The dataset that `dataset` is open for. Throws as Dataset's constructor.
std::shared_ptr<Dataset> known_dataset(hid_t dataset);

// All datasets of an open file, by HDF5's number of it.
void forget_datasets(unsigned long file_number);

// HDF5's number of an open file: no other one gets it while the process lives.
unsigned long file_number(hid_t file);

}  // namespace ch5mpy
