// The walk along a path: how names lead to objects.
//
// Contract: R's thread. Soft links are followed by this file itself, so that the names it gives are
// absolute names of hard links only. External and user-defined links are never followed. Names are
// the file's own bytes (hdf5/key_spelling.h makes them fit to be shown).
#pragma once

#include <string>

#include "hdf5/api.h"
#include "hdf5/handle.h"
#include "hdf5/key_path.h"

namespace ch5mpy {

// Where a path leads.
struct Found {
  enum class State {
    absent,
    object,       // `object` is open
    dangling,     // a soft link without an object at its end
    external,     // an external link
    unreachable,  // a link that cannot be followed: user-defined, unaddressable, damaged
  };
  State state = State::absent;
  Handle object;
  std::string name;  // absolute; of the link itself where it is no object
  std::string why;   // for links that are no object: what they are, for a sentence
};

// Follows `path` from `base`, whose absolute name is `base_name` ("" for an anonymous group). Throws
// Error (type) where a dataset, or a group marked as a list, stands in the middle of the path;
// `base` itself may be a list.
Found find_object(hid_t base, const std::string& base_name, const KeyPath& path);

}  // namespace ch5mpy
