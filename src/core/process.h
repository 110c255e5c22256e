// Which process this is, without asking the system each time.
//
// Contract: any thread. A forked child has another number than its parent; what is kept by number was
// made in this process or in one that it was forked from. Numbers of unrelated processes may be equal.
#pragma once

#include <cstdint>

namespace ch5mpy {

std::uint64_t process_number();

}  // namespace ch5mpy
