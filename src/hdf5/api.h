// The one header that includes HDF5 (and its dimension scales). All other files reach the library through it.
#pragma once

#include <hdf5.h>
#include <hdf5_hl.h>
