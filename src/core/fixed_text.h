// Strings of fixed length: out of their padding and into it.
//
// Contract: pure bytes. Nothing is checked for its encoding: invalid UTF-8 passes through (rglue
// marks it). A string ends at its first NUL, since R's strings hold none.
#pragma once

#include <string_view>

#include "core/stored_type.h"

namespace ch5mpy {

// The string that the `stored.size` bytes at `bytes` hold.
std::string_view fixed_text(const char* bytes, const StoredType& stored);

// Whether `text` fits, and writes it with its padding.
bool fits_fixed_text(std::string_view text, const StoredType& stored);
void pad_fixed_text(std::string_view text, const StoredType& stored, char* bytes);

}  // namespace ch5mpy
