// A folder of one test, removed with all that is in it.
#pragma once

#include <cstdlib>
#include <string>

#include <dirent.h>
#include <unistd.h>

#include "rig.h"

namespace rig {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    char pattern[] = "/tmp/ch5mpy-test-XXXXXX";
    REQUIRE(::mkdtemp(pattern) != nullptr);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    if (DIR* folder = ::opendir(path_.c_str())) {
      while (dirent* entry = ::readdir(folder)) ::unlink(file(entry->d_name).c_str());
      ::closedir(folder);
    }
    ::rmdir(path_.c_str());
  }

  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace rig
