// Collections of the global heap (where strings of variable length are), looked at before HDF5
// does.
//
// Why: HDF5 walks a collection by the sizes that stand in it, and walks for ever where a size wraps
// around. What is about to be handed to it is checked on its way.
//
// Contract: pure memory and positioned reads; no exceptions, fit for callbacks of the file driver.
#pragma once

#include <cstddef>
#include <cstdint>

#include "journal/os_file.h"

namespace ch5mpy {

// False when `bytes`, just read at `address`, begin a collection in which an object would reach
// beyond it. What of the collection lies behind them is read from `file`.
bool is_sane_heap(OsFile& file, std::uint64_t address, const void* bytes, std::size_t count);

}  // namespace ch5mpy
