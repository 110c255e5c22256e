#include "hdf5/link_policy.h"

#include <filesystem>

#include "journal/os_file.h"

namespace ch5mpy {

namespace fs = std::filesystem;

LinkPolicy::LinkPolicy(const std::string& path) : folder_(fs::path(path).parent_path().string()) {}

bool LinkPolicy::is_inside(const std::string& path) const {
  std::string start = folder_.back() == '/' ? folder_ : folder_ + "/";
  return path.compare(0, start.size(), start) == 0;
}

bool LinkPolicy::allows(const std::string& name) const {
  if (trusted_) return true;
  std::string actual;
  return canonical_path(name, actual) == 0 && is_inside(actual);
}

// By the name alone: what is not there must not be told from what is.
bool LinkPolicy::leaves_folder(const std::string& name) const {
  return !is_inside((fs::path(folder_) / name).lexically_normal().string());
}

LinkPolicy::Reach LinkPolicy::first_of(const std::string& name, const std::string& candidate,
                                       const std::string& other) const {
  bool refused = !trusted_ && leaves_folder(name);
  for (const std::string& path : {candidate, other}) {
    FileStamp there;
    if (stat_path(path, there) != 0) continue;
    if (allows(path)) return Reach::allowed;
    refused = true;
  }
  return refused ? Reach::refused : Reach::missing;
}

LinkPolicy::Reach LinkPolicy::reach(const std::string& name) const {
  fs::path path(name), folder(folder_);
  if (path.is_absolute()) return first_of(name, name, (folder / path.filename()).string());
  return first_of(name, (folder / path).string(), name);
}

LinkPolicy::Reach LinkPolicy::reach_raw(const std::string& name) const {
  return first_of(name, name, name);
}

}  // namespace ch5mpy
