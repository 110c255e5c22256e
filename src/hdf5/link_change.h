// A change of several links of one file: all of it happens or none.
//
//     LinkChange change(location);
//     Place place = change.place(location, path);
//     if (place.taken) change.set_aside(&place, LinkChange::Fate::replaced);
//     change.link(object, place);
//     change.commit();
//
// Contract: R's thread. Destroyed without `commit()`, it undoes what was done, groups made on the
// way included. The registry of objects is told at `commit()`, except about anonymous groups, which
// it does not know by name. Marks the file as changed.
#pragma once

#include <string>
#include <vector>

#include "hdf5/link.h"
#include "hdf5/location.h"

namespace ch5mpy {

class LinkChange {
 public:
  // What the registry is told of an object set aside; nothing of a list's, which is told of at once.
  enum class Fate { replaced, renewed, deleted, renumbered };

  // `location`: an object of the file that is changed.
  explicit LinkChange(const Location& location) : location_(location) {}
  ~LinkChange();
  LinkChange(const LinkChange&) = delete;
  LinkChange& operator=(const LinkChange&) = delete;

  // The place that `path` names below `location`; groups that are missing on the way are made.
  Place place(const Location& location, const KeyPath& path);
  // Takes the link away; what it led to goes at `commit()` unless another link keeps it.
  void set_aside(Place* place, Fate fate);
  // Links an object at a free place.
  void link(hid_t object, const Place& place);
  // Renames a link to a free place.
  void rename(const Place& from, const Place& to);
  // As `rename()`, for many children of a list at once, of whom the registry is told otherwise.
  void renumber(const Place& from, const Place& to);

  void commit();

 private:
  enum class Act { linked, set_aside, renamed, renumbered };
  struct Step {
    Act act;
    Place now;             // where the link is
    Place was;             // and was, for all but `linked`
    Fate fate = Fate::replaced;
  };

  Place spare_place(const Place& beside);
  void tell(const Step& step);
  void undo() noexcept;

  const Location& location_;
  std::vector<Step> steps_;
  bool committed_ = false;
};

}  // namespace ch5mpy
