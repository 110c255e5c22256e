#include "engine/explain.h"

#include <algorithm>
#include <sstream>

#include "core/na.h"
#include "engine/executor.h"
#include "store/memory_array.h"

namespace ch5mpy::engine {

namespace {

std::string whole_text(std::int32_t value, bool logical) {
  if (value == kNaInteger) return "NA";
  if (logical) return value != 0 ? "TRUE" : "FALSE";
  return std::to_string(value) + "L";
}

std::string constant_text(const Block& constant) {
  switch (constant.type()) {
    case ElementType::logical:
    case ElementType::integer:
      return whole_text(*constant.as<std::int32_t>(), constant.type() == ElementType::logical);
    case ElementType::real: {
      double value = *constant.as<double>();
      if (is_na_real(value)) return "NA";
      std::ostringstream text;
      text.precision(15);
      text << value;
      return text.str();
    }
    default:
      return std::string("a ") + element_type_name(constant.type());
  }
}

std::string operand_text(const Operand& operand, const Program& program) {
  switch (operand.from) {
    case Operand::From::leaf:
      return "x" + std::to_string(operand.index + 1);
    case Operand::From::instruction:
      return "r" + std::to_string(operand.index + 1);
    case Operand::From::constant:
      return constant_text(program.constants[static_cast<std::size_t>(operand.index)]);
  }
  return "";
}

std::vector<std::string> program_text(const Program& program) {
  std::vector<std::string> lines;
  for (const Instruction& instruction : program.code) {
    std::string line = "r" + std::to_string(lines.size() + 1) + " <- " + instruction.name + "(";
    for (std::size_t i = 0; i < instruction.operands.size(); ++i) {
      line += (i > 0 ? ", " : "") + operand_text(instruction.operands[i], program);
    }
    lines.push_back(line + ")");
  }
  if (lines.empty()) lines.push_back(operand_text(program.result, program));
  return lines;
}

double bytes_of(const BlockSource& source, const AccessPath& access) {
  if (dynamic_cast<const MemoryArray*>(&source) != nullptr) return 0;
  std::int64_t count = std::min(element_count(access.output()), element_count(source.dims()));
  return static_cast<double>(count) * static_cast<double>(element_size(source.type()));
}

}  // namespace

Explanation explain(const NodePtr& plan, const CompileOptions& options) {
  Evaluation evaluation(plan, options);
  const Program& program = evaluation.program();
  Explanation explanation;
  explanation.program = program_text(program);
  explanation.block = evaluation.block_shape();
  for (const LeafAccess& read : program.reads) {
    if (read.source == nullptr) continue;
    explanation.bytes_read += bytes_of(*read.source, read.access);
    // a chunk on its way
    explanation.memory += static_cast<double>(element_count(read.source->chunk())) *
                          static_cast<double>(element_size(read.source->type()));
  }
  explanation.memory += evaluation.working_memory(explanation.block);
  explanation.threads = evaluation.workers();
  return explanation;
}

}  // namespace ch5mpy::engine
