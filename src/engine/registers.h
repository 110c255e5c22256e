// Where each instruction of a program puts its result.
//
// Contract: pure. The result goes straight to the output; a register is used again once its last
// reader has run.
#pragma once

#include "engine/program.h"

namespace ch5mpy::engine {

// Fills the slots of the code, and their number.
void assign_registers(Program& program);

}  // namespace ch5mpy::engine
