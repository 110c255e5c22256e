#include "hdf5/link_change.h"

#include "hdf5/group_depth.h"
#include "hdf5/text_release.h"

namespace ch5mpy {

LinkChange::~LinkChange() {
  if (!committed_) undo();
}

Place LinkChange::place(const Location& location, const KeyPath& path) {
  location_.file().mark_dirty();
  std::vector<Place> made;
  try {
    Place place = find_place(location.id(), location.name(), path, &made);
    for (Place& group : made) steps_.push_back({Act::linked, std::move(group), Place()});
    return place;
  } catch (...) {
    for (Place& group : made) steps_.push_back({Act::linked, std::move(group), Place()});
    throw;
  }
}

Place LinkChange::spare_place(const Place& beside) {
  Place spare = beside.copy();
  for (std::size_t i = steps_.size();; ++i) {
    spare.stored = ".ch5mpy-replaced-" + std::to_string(i);
    if (!has_link(spare.group.get(), spare.stored)) return spare;
  }
}

void LinkChange::set_aside(Place* place, Fate fate) {
  require_removable(*place);
  if (!place->anonymous()) location_.objects().before_unlink(place->name());
  Place spare = spare_place(*place);
  move_link(*place, spare);
  place->taken = false;
  steps_.push_back({Act::set_aside, std::move(spare), place->copy(), fate});
}

void LinkChange::link(hid_t object, const Place& place) {
  link_object(object, place);
  steps_.push_back({Act::linked, place.copy(), Place()});
}

void LinkChange::rename(const Place& from, const Place& to) {
  move_link(from, to);
  steps_.push_back({Act::renamed, to.copy(), from.copy()});
}

void LinkChange::renumber(const Place& from, const Place& to) {
  move_link(from, to);
  steps_.push_back({Act::renumbered, to.copy(), from.copy()});
}

void LinkChange::commit() {
  committed_ = true;
  location_.file().mark_dirty();
  for (const Step& step : steps_) {
    if (step.act == Act::set_aside) {
      release_text(step.now);
      remove_link(step.now);
    }
    tell(step);
  }
}

void LinkChange::tell(const Step& step) {
  if (step.now.anonymous()) return;
  ObjectRegistry& objects = location_.objects();
  if (step.act == Act::set_aside && step.fate == Fate::replaced) objects.replaced(step.was.name());
  if (step.act == Act::set_aside && step.fate == Fate::renewed) objects.renewed(step.was.name());
  if (step.act == Act::set_aside && step.fate == Fate::deleted) objects.deleted(step.was.name());
  if (step.act == Act::renamed) objects.moved(step.was.name(), step.now.name());
}

// Best effort: HDF5 failing here as well leaves the old object under its spare name.
void LinkChange::undo() noexcept {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    hid_t group = step->now.group.get();
    const char* now = step->now.stored.c_str();
    if (step->act == Act::linked)
      H5Ldelete(group, now, H5P_DEFAULT);
    else
      H5Lmove(group, now, step->was.group.get(), step->was.stored.c_str(), H5P_DEFAULT,
              H5P_DEFAULT);
    H5Eclear2(H5E_DEFAULT);
  }
}

}  // namespace ch5mpy
