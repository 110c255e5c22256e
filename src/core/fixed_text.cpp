#include "core/fixed_text.h"

#include <cstring>

namespace ch5mpy {

std::string_view fixed_text(const char* bytes, const StoredType& stored) {
  const void* end = std::memchr(bytes, '\0', stored.size);
  std::size_t length = end == nullptr
                           ? stored.size
                           : static_cast<std::size_t>(static_cast<const char*>(end) - bytes);
  if (stored.padding == TextPadding::space_padded) {
    while (length > 0 && bytes[length - 1] == ' ') --length;
  }
  return {bytes, length};
}

bool fits_fixed_text(std::string_view text, const StoredType& stored) {
  std::size_t room = stored.padding == TextPadding::nul_terminated ? stored.size - 1 : stored.size;
  return text.size() <= room;
}

void pad_fixed_text(std::string_view text, const StoredType& stored, char* bytes) {
  std::memcpy(bytes, text.data(), text.size());
  char fill = stored.padding == TextPadding::space_padded ? ' ' : '\0';
  std::memset(bytes + text.size(), fill, stored.size - text.size());
}

}  // namespace ch5mpy
