// The extents of an array.
//
// Contract: one int64 an axis, none negative. The order of axes is the caller's: R's (first axis
// fastest) everywhere above store/, the file's inside hdf5/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ch5mpy {

using Dims = std::vector<std::int64_t>;

// Their product (1 without axes). Throws Error (memory) when it overflows.
std::int64_t element_count(const Dims& dims);

// Steps between neighbours along each axis when the first axis (R's order) or the last one (C's
// order) is the fastest. Throws Error (memory) on overflow.
Dims column_major_strides(const Dims& dims);
Dims row_major_strides(const Dims& dims);

Dims reversed(const Dims& dims);

// "(3, 4)", as numpy prints a shape: "()", "(3,)".
std::string dims_text(const Dims& dims);

}  // namespace ch5mpy
