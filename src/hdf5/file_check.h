// Everything that is in a file, read once to find what is damaged.
//
// Contract: R's thread; polls Ctrl-C. What cannot be read is told and passed over; damage that is not told of
// by the format (there are no checksums over plain values) is not found. Memory: one chunk, or 16 MB.
#pragma once

#include <string>
#include <vector>

#include "hdf5/location.h"

namespace ch5mpy {

struct Finding {
  std::string name;     // of the object, absolute; "" for the file itself
  std::string part;     // "file", "journal", "object", "links", "attribute", "values", "chunk"
  std::string problem;  // a sentence
};

// All that lies below `root`.
std::vector<Finding> check_objects(const Location& root);

// The file at `path`, whoever has it open, and the journal beside it. Throws Error but for damage.
std::vector<Finding> check_file(const std::string& path);

}  // namespace ch5mpy
