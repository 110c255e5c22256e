// How much room the strings of a column take, and which string may stand for NA among them.
//
// Contract: pure memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text_column.h"

namespace ch5mpy {

struct TextExtent {
  std::int64_t count = 0;
  std::int64_t na_count = 0;
  std::int64_t bytes = 0;            // of all strings
  std::int64_t widest = 0;           // bytes of the longest string
  std::int64_t most_characters = 0;  // code points of the string that has most
};

TextExtent measure_text(const TextColumn& text);

// Code points of a string in UTF-8.
std::int64_t count_characters(std::string_view text);

// A short string that no element equals.
std::string choose_na_text(const TextColumn& text);

// Bytes of an element when the column is stored with fixed length, `na_text` included.
std::int64_t fixed_width(const TextExtent& extent, const std::string& na_text);

// Whether fixed length takes no more room than variable length, before compression.
bool is_fixed_smaller(const TextExtent& extent, std::int64_t width);

}  // namespace ch5mpy
