#include "store/text_extent.h"

#include <algorithm>

namespace ch5mpy {

std::int64_t count_characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

TextExtent measure_text(const TextColumn& text) {
  TextExtent extent;
  extent.count = text.size();
  for (std::int64_t i = 0; i < text.size(); ++i) {
    if (text.is_na(i)) {
      ++extent.na_count;
      continue;
    }
    std::string_view value = text.get(i);
    auto bytes = static_cast<std::int64_t>(value.size());
    extent.bytes += bytes;
    extent.widest = std::max(extent.widest, bytes);
    if (bytes > extent.most_characters) {
      extent.most_characters = std::max(extent.most_characters, count_characters(value));
    }
  }
  return extent;
}

std::string choose_na_text(const TextColumn& text) {
  std::string candidate = "NA";
  for (std::int64_t number = 0;; ++number) {
    bool taken = false;
    for (std::int64_t i = 0; i < text.size() && !taken; ++i) {
      taken = !text.is_na(i) && text.get(i) == candidate;
    }
    if (!taken) return candidate;
    candidate = "NA" + std::to_string(number);
  }
}

std::int64_t fixed_width(const TextExtent& extent, const std::string& na_text) {
  return std::max<std::int64_t>({1, extent.widest, static_cast<std::int64_t>(na_text.size())});
}

bool is_fixed_smaller(const TextExtent& extent, std::int64_t width) {
  // A variable string is a reference of 16 bytes, and in the heap a header of 16 and padding.
  std::int64_t strings = extent.count - extent.na_count;
  std::int64_t variable = 16 * extent.count + (16 + 4) * strings + extent.bytes;
  return static_cast<double>(width) * static_cast<double>(extent.count) <=
         static_cast<double>(variable);
}

}  // namespace ch5mpy
