// The one header that includes HDF5. All other files reach the library through it.
#pragma once

#include <hdf5.h>
