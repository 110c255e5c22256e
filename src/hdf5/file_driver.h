// Our virtual file driver: HDF5's reads and writes go through an OsFile, and only in the process
// that opened it.
//
// Contract: registered once, never unregistered. In a forked child, writes, truncations and flushes
// of inherited files do nothing and succeed; closing frees memory only. A file that HDF5 opens on
// its own (the source of a virtual dataset, the target of an external link) opens for reading
// only, and only where the policy of the file that asks for it allows. No R, no exceptions in its
// callbacks.
#pragma once

#include <memory>
#include <string>

#include "hdf5/api.h"
#include "hdf5/free_space.h"
#include "hdf5/link_policy.h"
#include "journal/os_file.h"

namespace ch5mpy {

// Makes `fapl` use the driver.
void use_file_driver(hid_t fapl);

// While it lives, HDF5's opening of `path` takes this OsFile, and fills `free_space` (which may be
// empty yet) before the file grows. One at a time.
class OpeningTicket {
 public:
  OpeningTicket(std::string path, std::shared_ptr<OsFile> file,
                std::shared_ptr<FreeSpace> free_space, std::shared_ptr<const LinkPolicy> policy);
  ~OpeningTicket();
  OpeningTicket(const OpeningTicket&) = delete;
  OpeningTicket& operator=(const OpeningTicket&) = delete;
};

// The errno value of the last read or write that failed in the driver, and forgets it; 0 if none.
int take_driver_error();

}  // namespace ch5mpy
