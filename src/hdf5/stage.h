// Stages: anonymous groups in which new objects are made complete before they get their names.
//
// Contract: R's thread. A stage is an object of its file's registry, so that handles on it serve as
// any group's. What is taken from a stage is anonymous too and dies with it. A stage that is
// neither committed nor discarded leaves nothing in the file.
#pragma once

#include <string>
#include <vector>

#include "hdf5/location.h"

namespace ch5mpy {

ObjectId begin_stage(const Location& location);

// One link that a commit makes: child `from` of the stage at path `to`; or, without `from`, what is
// at `to` goes away (if there is anything).
struct StageLink {
  bool has_from = true;
  std::string from;
  std::string to;
};

// All of `links`, or none. What is there is replaced, or is `exists`. The stage is gone afterwards.
void commit_stage(const Location& stage, const std::vector<StageLink>& links,
                  const Location& target, bool replace);

// Harmless when the stage is gone.
void discard_stage(File& file, ObjectId stage);

// An id for what was found at `name` (stored bytes) from `base`; what is in a stage lives with it.
ObjectId register_found(const Location& base, const std::string& name, Handle object);

}  // namespace ch5mpy
