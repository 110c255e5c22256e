// Results of the engine as R vectors, and as new datasets.
//
// Contract: R's thread. R vectors are allocated before work starts and not protected when returned.
#pragma once

#include <Rcpp.h>

#include "engine/executor.h"
#include "hdf5/handle.h"
#include "rglue/dataset_spec.h"

namespace ch5mpy {

// All elements, in R's order.
SEXP collect_vector(engine::Evaluation& evaluation);

// A new dataset in the file at `file`, anonymous, filled block by block.
Handle collect_dataset(engine::Evaluation& evaluation, hid_t file, const DatasetSpec& spec,
                       bool is_vector);

}  // namespace ch5mpy
