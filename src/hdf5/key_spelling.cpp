#include "hdf5/key_spelling.h"

namespace ch5mpy {

namespace {

// Length of the valid UTF-8 sequence that begins at `at`, or 0.
size_t sequence_length(std::string_view text, size_t at) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(at);
  if (first < 0x80) return 1;
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  unsigned char second = byte(at + 1);
  bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

void append_escaped(std::string& out, unsigned char byte) {
  static const char digits[] = "0123456789abcdef";
  out += "\\x";
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    size_t length = sequence_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

bool is_addressable(const std::string& stored) {
  return !stored.empty() && stored != "." && stored.find('/') == std::string::npos &&
         stored.find('\0') == std::string::npos;
}

std::string printable(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    size_t length = text[i] == '\0' ? 0 : sequence_length(text, i);
    if (length == 0) append_escaped(out, static_cast<unsigned char>(text[i]));
    out.append(text, i, length);
    i += length == 0 ? 1 : length;
  }
  return out;
}

std::string key_from_stored(const std::string& stored) {
  if (stored.empty()) return "\\x";
  if (stored == ".") return "\\x2e";
  std::string key = printable(stored);
  for (size_t at = key.find('/'); at != std::string::npos; at = key.find('/', at))
    key.replace(at, 1, "\\x2f");
  return key;
}

std::string stored_from_key(const std::string& key) {
  if (key == "\\x") return "";
  std::string out;
  for (size_t i = 0; i < key.size(); ++i) {
    bool escaped = key.compare(i, 2, "\\x") == 0 && i + 3 < key.size() &&
                   hex_value(key[i + 2]) >= 0 && hex_value(key[i + 3]) >= 0;
    if (!escaped) {
      out += key[i];
      continue;
    }
    out += static_cast<char>(hex_value(key[i + 2]) * 16 + hex_value(key[i + 3]));
    i += 3;
  }
  return out;
}

}  // namespace ch5mpy
