// Renewal: a dataset that was made anew (wider, growable, of another type) takes the place of the
// one whose elements it holds, and handles on the old one go on with it.
//
// Contract: R's thread. All of it happens or nothing. The new dataset, a child of a stage, gets the
// old one's attributes but for those that it has and for HDF5's own of dimension scales, which name
// the object that they are on: who has scales attaches them anew. The stage is gone afterwards.
#pragma once

#include <string>

#include "hdf5/location.h"

namespace ch5mpy {

void renew_dataset(const Location& stage, const std::string& key, const Location& old);

}  // namespace ch5mpy
