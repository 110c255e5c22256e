// Free space of a file that is remembered from session to session.
//
// Why: HDF5 forgets at close what lies free inside a file, so that a key overwritten session after
// session makes it grow without bound; and its own way of remembering (persistent free space) makes
// HDF5 1.10 lose data when a process died before it could close the file.
//
// How: at close the free stretches are listed in an attribute of the root, and each begins with a
// header that says so. A stretch counts as free only while its header stands: the header is wiped
// before the first byte is used, other programs never write there, and in a rewritten file (h5repack)
// there is none. So a list that is out of date can lose space, never data.
//
// Contract: R's thread, or inside the driver's callbacks.
#pragma once

#include <cstdint>
#include <vector>

#include "hdf5/api.h"
#include "journal/os_file.h"

namespace ch5mpy {

struct Stretch {
  std::uint64_t address;
  std::uint64_t size;
};

// The stretches that may still be used.
class FreeSpace {
 public:
  // Smaller ones are not worth remembering, nor smaller requests worth a stretch.
  static constexpr std::uint64_t kSmallest = 4096;

  void set(std::vector<Stretch> stretches) { stretches_ = std::move(stretches); }
  const std::vector<Stretch>& stretches() const { return stretches_; }

  // Takes `size` bytes from the smallest stretch that has them, its header wiped. False if none has.
  bool take(std::uint64_t size, OsFile& file, std::uint64_t* address) noexcept;

 private:
  std::vector<Stretch> stretches_;
};

// What the file lists and is still free. Nothing for files that HDF5 keeps such lists of itself.
std::vector<Stretch> recall_free_space(hid_t file, OsFile& os_file);

// Lists what is free now, `unused` included, as the last thing before the file is closed.
void record_free_space(hid_t file, OsFile& os_file, const std::vector<Stretch>& unused);

// Of a copied root: what it lists lies free in another file.
void forget_free_space(hid_t root);

}  // namespace ch5mpy
