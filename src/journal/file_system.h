// What the journal asks of the operating system besides one file's reads and writes, behind an
// interface so that a test can lose, tear or refuse it.
//
// Contract: no HDF5, no R, no exceptions; 0 or an errno value, as OsFile.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "journal/os_file.h"

namespace ch5mpy {

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // The file at `path`, which stands beside `main` and is trusted like it: never through a symbolic
  // link, and only one of this user or of `main`'s owner (else EPERM). ENOENT where none is.
  virtual std::unique_ptr<OsFile> open_beside(const std::string& path, const OsFile& main,
                                              bool writable, int& error) = 0;
  // Makes it, with `main`'s permissions; EEXIST where something is.
  virtual std::unique_ptr<OsFile> create_beside(const std::string& path, const OsFile& main,
                                                int& error) = 0;
  virtual int remove(const std::string& path) = 0;
  virtual int rename(const std::string& from, const std::string& to) = 0;
  // Has the names in the folder of `path` reach the device.
  virtual int sync_folder(const std::string& path) = 0;
  // Names this run of the machine: another one after a power cut. Empty where nothing tells.
  virtual std::string boot() = 0;
};

// The operating system's own. Never destroyed.
FileSystem& system_files();

}  // namespace ch5mpy
