// Errors from below that know values but not where they belong, told where that is.
//
// Contract: an Error that `body` throws without the field `name` gets the fields `path` and `name`;
// all else passes untouched.
#pragma once

#include <string>

#include "core/error.h"
#include "hdf5/key_spelling.h"
#include "hdf5/location.h"

namespace ch5mpy {

// `name` is absolute, as the file has it.
template <typename Body>
auto naming(const Location& location, const std::string& name, Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (Error& error) {
    if (!error.has_field("name")) {
      error.with("path", printable(location.path())).with("name", printable(name));
    }
    throw;
  }
}

}  // namespace ch5mpy
