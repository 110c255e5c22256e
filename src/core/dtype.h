// The element types that R has: what a block in memory can hold.
//
// Contract: pure data. Sizes are those of R's own vectors, so a block of any type but text can be
// an R vector's memory.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ch5mpy {

// logical and integer are int32 with NA = INT_MIN, real is double, complex two doubles,
// raw uint8; text lives in a TextColumn (core/text_column.h).
enum class ElementType : std::uint8_t { logical, integer, real, complex, text, raw };

struct Complex {
  double r;
  double i;
};

// Bytes of one element in memory; of text, of its entry in a TextColumn without its bytes.
std::size_t element_size(ElementType type);

// R's name as typeof() gives it: "logical", "integer", "double", "complex", "character", "raw".
const char* element_type_name(ElementType type);

// The inverse; "numeric" counts as "double". Throws Error (argument) for any other name.
ElementType element_type_from_name(const char* name);

}  // namespace ch5mpy
