// What a file may reach outside of itself: the sources of virtual datasets, raw files, other files
// that its links name.
//
// Contract: a file that is not trusted reaches what lies in its own folder or below, by the paths
// that the system resolves names to; a trusted one reaches anything. Always for reading only. One
// thread at a time.
#pragma once

#include <string>

namespace ch5mpy {

class LinkPolicy {
 public:
  // `path` is that of the file, absolute and canonical.
  explicit LinkPolicy(const std::string& path);

  const std::string& folder() const { return folder_; }
  // Set by each call for the handle that it works with.
  void set_trusted(bool trusted) { trusted_ = trusted; }

  // Whether the existing file called `name` may be opened.
  bool allows(const std::string& name) const;

  // What becomes of a name that HDF5 looks for beside the file, then in the working directory.
  enum class Reach { allowed, refused, missing };
  Reach reach(const std::string& name) const;
  // As a raw file, which HDF5 looks for in the working directory only.
  Reach reach_raw(const std::string& name) const;

 private:
  Reach first_of(const std::string& name, const std::string& candidate,
                 const std::string& other) const;
  bool leaves_folder(const std::string& name) const;
  bool is_inside(const std::string& path) const;

  std::string folder_;
  bool trusted_ = false;
};

}  // namespace ch5mpy
