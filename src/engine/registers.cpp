#include "engine/registers.h"

#include <algorithm>
#include <vector>

namespace ch5mpy::engine {

namespace {

bool is_instruction(const Operand& operand) {
  return operand.from == Operand::From::instruction;
}

// For each instruction the last one that reads it.
std::vector<std::size_t> last_uses(const Program& program) {
  std::vector<std::size_t> last(program.code.size(), 0);
  for (std::size_t i = 0; i < program.code.size(); ++i) {
    for (const Operand& operand : program.code[i].operands) {
      if (is_instruction(operand)) last[static_cast<std::size_t>(operand.index)] = i;
    }
  }
  return last;
}

// Gives back the registers of the operands that `at` is the last to read.
void release(const Program& program, const std::vector<std::size_t>& last, std::size_t at,
             std::vector<int>& free) {
  std::vector<int> freed;
  for (const Operand& operand : program.code[at].operands) {
    if (!is_instruction(operand)) continue;
    auto index = static_cast<std::size_t>(operand.index);
    bool listed = std::find(freed.begin(), freed.end(), operand.index) != freed.end();
    if (last[index] != at || listed) continue;
    freed.push_back(operand.index);
    free.push_back(program.code[index].slot);
  }
}

}  // namespace

void assign_registers(Program& program) {
  std::vector<std::size_t> last = last_uses(program);
  std::vector<int> free;
  for (std::size_t i = 0; i < program.code.size(); ++i) {
    bool is_result =
        is_instruction(program.result) && static_cast<std::size_t>(program.result.index) == i;
    if (!is_result) {
      if (free.empty()) free.push_back(program.slots++);
      program.code[i].slot = free.back();
      free.pop_back();
    }
    release(program, last, i, free);
  }
}

}  // namespace ch5mpy::engine
