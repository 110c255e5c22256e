// Verbs on the tree of objects in a file.
//
// Contract: R's thread. Locations are resolved for writing where the tree is changed; each verb is
// one step (hdf5/link_change.h), marks the file as changed, and tells the registry of objects.
// Errors carry the fields `path` and `name`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/location.h"
#include "hdf5/path_walk.h"

namespace ch5mpy {

// The group that the object is in, also where that is a list, through which no path leads. The root
// has none: absent.
Found find_above(const Location& location);

// What `path` leads to from `location`.
Found find_below(const Location& location, const KeyPath& path);

// Whether it leads to anything, a dangling link included. A key of the location itself is looked up
// without opening what it names: asked before each write.
bool exists_below(const Location& location, const KeyPath& path);

// The same, of an object that must be there: else `not_found`.
Found require_below(const Location& location, const KeyPath& path);

// Whether two locations are of one object.
bool same_object(const Location& a, const Location& b);

// Throws what `put_object()` would throw for this target, before work is put into an object. Makes
// nothing.
void require_target(const Location& location, const KeyPath& path, bool replace);

// Links a complete, so far anonymous object at `path`. What is there is replaced, or is `exists`.
void put_object(const Location& location, const KeyPath& path, hid_t object, bool replace);

void delete_object(const Location& location, const KeyPath& path);

// Renames within one file; handles follow. Into itself: `argument`.
void move_object(const Location& from_base, const KeyPath& from, const Location& to_base,
                 const KeyPath& to);

// A copy of all that is below too, in the same or another file. Into itself: `argument`.
void copy_object(const Location& from_base, const KeyPath& from, const Location& to_base,
                 const KeyPath& to);

// Deletes the children `removed` (0-based, increasing) of a list and renames their followers.
void renumber_list(const Location& list, const std::vector<std::uint64_t>& removed);

}  // namespace ch5mpy
