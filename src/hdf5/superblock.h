// What the first bytes of an HDF5 file say, read without HDF5.
//
// Why: HDF5's own check of "open for writing" goes with its lock callback, which our driver leaves
// out; and a file that is no HDF5 file is told apart from a damaged one.
#pragma once

#include <cstdint>

#include "journal/os_file.h"
#include "journal/transaction.h"

namespace ch5mpy {

struct Superblock {
  bool found = false;
  std::uint64_t offset = 0;  // where the user block ends
  unsigned version = 0;
  unsigned length_size = 0;     // bytes of a length in the file
  bool marked_writing = false;  // a writer has it open, or died with it open
  bool marked_applying = false;  // a commit of ours was being applied
  std::size_t head_size = 0;    // of what the mark covers
};

// Errno value, or 0.
int read_superblock(OsFile& file, Superblock& block);

// Where the superblock's beginning is, and the mark by which HDF5 refuses it while a commit is applied: a
// status flag that it does not know. No head where there is no superblock.
HeadMark superblock_head(const Superblock& block);

// Makes the object at `address` the file's root group, in superblocks of version 2 and 3 (else ENOTSUP).
// Nobody may have the file open.
int set_root(OsFile& file, const Superblock& block, std::uint64_t address);

}  // namespace ch5mpy
