#include "hdf5/stage.h"

#include <map>

#include "hdf5/link_change.h"
#include "hdf5/tree.h"

namespace ch5mpy {

namespace {

// What was taken from the open stages, and the stage of each such object.
struct StageTable {
  std::map<ObjectId, std::vector<ObjectId>> taken;
  std::map<ObjectId, ObjectId> stage_of;
};

StageTable& stages() {
  static StageTable table;
  return table;
}

KeyPath child_path(const std::string& key) {
  KeyPath path;
  path.keys.push_back(key);
  return path;
}

// An object of a stage that gets a name keeps its id only under that name: forget the others.
void forget(ObjectRegistry& objects, ObjectId stage) {
  auto found = stages().taken.find(stage);
  if (found == stages().taken.end()) return;
  for (ObjectId id : found->second) {
    stages().stage_of.erase(id);
    objects.release(id);
  }
  stages().taken.erase(found);
}

void place_one(LinkChange* change, const Location& stage, const StageLink& link,
               const Location& target, bool replace) {
  if (!link.has_from) {
    KeyPath path = parse_key_path(link.to);
    if (find_below(target, path).state == Found::State::absent) return;
    Place place = change->place(target, path);
    if (place.taken) change->set_aside(&place, LinkChange::Fate::deleted);
    return;
  }
  Place source = find_place(stage.id(), "", child_path(link.from));
  require_taken(source);
  Handle object = open_object(source.group.get(), source.stored);
  Place place = change->place(target, parse_key_path(link.to));
  if (!replace) require_free(place);
  if (place.taken) change->set_aside(&place, LinkChange::Fate::replaced);
  change->link(object.get(), place);
}

}  // namespace

ObjectId begin_stage(const Location& location) {
  Handle group = new_group(location.file_id());
  location.file().mark_dirty();
  ObjectId stage = location.objects().add_anonymous(std::move(group));
  stages().taken[stage];
  return stage;
}

void commit_stage(const Location& stage, const std::vector<StageLink>& links,
                  const Location& target, bool replace) {
  if (&stage.file() != &target.file())
    throw Error(ErrorKind::internal, "A stage can be committed only into its own file.");
  {
    LinkChange change(target);
    for (const StageLink& link : links) place_one(&change, stage, link, target, replace);
    change.commit();
  }
  for (const StageLink& link : links) {
    if (!link.has_from) continue;
    Place source = find_place(stage.id(), "", child_path(link.from));
    if (source.taken) remove_link(source);
  }
  discard_stage(stage.file(), stage.object());
}

void discard_stage(File& file, ObjectId stage) {
  forget(file.objects(), stage);
  file.objects().release(stage);
}

ObjectId register_found(const Location& base, const std::string& name, Handle object) {
  if (!base.anonymous()) return base.objects().add(name, std::move(object));
  ObjectId id = base.objects().add_anonymous(std::move(object));
  auto above = stages().stage_of.find(base.object());
  ObjectId stage = above == stages().stage_of.end() ? base.object() : above->second;
  stages().taken[stage].push_back(id);
  stages().stage_of[id] = stage;
  return id;
}

}  // namespace ch5mpy
