// Shapes of datasets, in the file's order of axes, and boxes in them.
//
// Contract: R's thread. What a file claims is checked: more than 32 axes or extents beyond int64
// are Error (corrupt).
#pragma once

#include <cstdint>

#include "core/dims.h"
#include "hdf5/api.h"
#include "hdf5/handle.h"

namespace ch5mpy {

// An extent without a bound, in a max shape.
constexpr std::int64_t kUnlimited = -1;

enum class SpaceKind { null, scalar, simple };

struct Shape {
  SpaceKind kind = SpaceKind::scalar;
  Dims dims;
  Dims max;  // kUnlimited where there is no bound
};

Shape read_shape(hid_t space);

// A scalar space for no dims. `max` empty: as `dims`.
Handle make_space(const Dims& dims, const Dims& max);

// Selects the box in `space`; an axisless space is left as it is.
void select_box(hid_t space, const Dims& start, const Dims& count);

}  // namespace ch5mpy
