// Progress of long work, shown by R.
//
// Contract: R's thread only, outside HDF5 calls. An interrupt or error while R shows it goes
// through as one of R's own, which `guarded()` lets through.
#pragma once

#include "core/progress.h"

namespace ch5mpy {

// Calls report_progress() of R/progress.R.
void show_progress(const ProgressReport& report);

}  // namespace ch5mpy
