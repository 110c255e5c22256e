// How the names of links are spelled to the outside, whatever bytes they are made of.
//
// Contract: pure text. Text to the outside is always valid UTF-8. A link name that is not, or that
// HDF5 could not address (empty, ".", with "/"), is spelled with `\xNN` for each byte that is in the
// way; the same spelling is understood as a key where no link bears it literally.
#pragma once

#include <string>
#include <string_view>

namespace ch5mpy {

bool is_valid_utf8(std::string_view text);

// `text` with every byte that is not valid UTF-8 spelled `\xNN`.
std::string printable(const std::string& text);

// The spelling of a link's stored name for the outside.
std::string key_from_stored(const std::string& stored);

// The stored name that an escaped spelling stands for; `key` itself where nothing is escaped.
std::string stored_from_key(const std::string& key);

// Whether HDF5 can address a link of this stored name by name.
bool is_addressable(const std::string& stored);

}  // namespace ch5mpy
