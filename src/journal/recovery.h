// What is done, before a file is used, about the journal that a dead writer left beside it.
//
// Contract: no HDF5, no R, no exceptions but std::bad_alloc. Nobody else may write the file or its
// journal meanwhile (the writer's lock is held). May be cut off at any moment and repeated.
#pragma once

#include <memory>
#include <string>

#include "journal/file_system.h"
#include "journal/reader.h"

namespace ch5mpy {

enum class Recovered {
  nothing,    // there is no journal
  discarded,  // it was not sealed: the file is as its last commit left it
  replayed,   // it was sealed: the file now is what it committed
  set_aside,  // what has its name is no journal: renamed to <name>.unknown
  refused,    // it was sealed, for a file that is another by now: both are left as they are
};

// `main` is open for writing. With `sync` the file reaches the device before the journal goes. An
// errno value when the system fails: then nothing is known, and all may be tried again.
int recover(FileSystem& files, OsFile& main, const std::string& journal_path, bool sync,
            Recovered& result);

// Whether bytes that are no whole header can be the beginning of one that was cut off or torn.
bool may_be_journal(OsFile& file);

// Whether the journal is one of `main` as it is now: each page that it writes holds what stood there
// or what it brings. After a power cut, which may leave neither, the same file is enough.
int journal_fits(OsFile& main, JournalReader& journal, const std::string& boot, bool& fits);

}  // namespace ch5mpy
