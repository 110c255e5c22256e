// Attributes by which a dataset says how its elements are meant.
//
// Contract: R's thread. `missing_value` (CF's) = INT_MIN on an int32 that holds NA, `__r_na__`
// names the string that stands for NA in fixed-length text, `__r_type__` = "raw" tells bytes from
// numbers, `dtype` is numpy's name for Python's ch5mpy. A mark of a wrong form counts as absent.
#pragma once

#include <cstdint>
#include <string>

#include "hdf5/api.h"
#include "hdf5/datatype.h"

namespace ch5mpy {

// Completes `stored` by the marks of its dataset.
void read_marks(hid_t dataset, StoredType& stored);

void mark_integer_na(hid_t dataset);
void mark_na_text(hid_t dataset, const std::string& text);
void mark_raw(hid_t dataset);
void mark_dtype(hid_t dataset, const std::string& dtype);
// A `dtype` of `<Un` becomes one for strings of `characters`, if it is for shorter ones.
void widen_text_dtype(hid_t dataset, std::int64_t characters);

}  // namespace ch5mpy
