#include "engine/program.h"

#include <algorithm>

#include "core/cancel.h"
#include "store/block_copy.h"

namespace ch5mpy::engine {

namespace {

const char* element_at(const Block& block, std::int64_t i) {
  return block.as<char>() + i * static_cast<std::int64_t>(element_size(block.type()));
}

}  // namespace

std::vector<Dims> Program::leaf_chunks() const {
  std::vector<Dims> chunks;
  for (const auto& leaf : leaves) {
    Dims chunk = leaf->chunk();
    if (!chunk.empty()) chunks.push_back(std::move(chunk));
  }
  return chunks;
}

bool Program::needs_order() const {
  return std::any_of(leaves.begin(), leaves.end(),
                     [](const std::unique_ptr<Leaf>& leaf) { return leaf->needs_order(); });
}

std::int64_t Program::leaf_bytes() const {
  std::int64_t bytes = 0;
  for (const auto& leaf : leaves) bytes += leaf->bytes_per_element();
  return bytes;
}

StripMachine::StripMachine(const Program& program, const MathTable* math)
    : program_(program), math_(math), notes_(program.code.size(), 0) {
  registers_.reserve(program.slots * kSlotBytes);
}

void StripMachine::run(const std::vector<Block>& leaves, std::int64_t first, std::int64_t count,
                       Block& out, std::int64_t at) {
  for (std::int64_t done = 0; done < count; done += kStrip) {
    poll_cancel();
    run_strip(leaves, first + done, std::min(kStrip, count - done), out, at + done);
  }
}

void StripMachine::run_strip(const std::vector<Block>& leaves, std::int64_t first,
                             std::int64_t count, Block& out, std::int64_t at) {
  for (std::size_t i = 0; i < program_.code.size(); ++i) {
    const Instruction& instruction = program_.code[i];
    StripArgs strip;
    TextOperand text[3];
    for (std::size_t k = 0; k < instruction.operands.size(); ++k) {
      strip.in[k] = operand_data(instruction.operands[k], leaves, first, text[k]);
    }
    strip.out = instruction.slot < 0
                    ? out.as<char>() + at * static_cast<std::int64_t>(element_size(out.type()))
                    : registers_.data() + instruction.slot * kSlotBytes;
    strip.count = count;
    strip.second_nan = instruction.second_nan;
    strip.math = math_;
    strip.notes = &notes_[i];
    instruction.kernel(strip);
  }
}

const void* StripMachine::operand_data(const Operand& operand, const std::vector<Block>& leaves,
                                       std::int64_t first, TextOperand& text) const {
  auto index = static_cast<std::size_t>(operand.index);
  switch (operand.from) {
    case Operand::From::leaf:
      if (operand.type != ElementType::text) return element_at(leaves[index], first);
      text = TextOperand{&leaves[index].text(), first, 1};
      return &text;
    case Operand::From::constant:
      if (operand.type != ElementType::text) return program_.constants[index].data();
      text = TextOperand{&program_.constants[index].text(), 0, 0};
      return &text;
    case Operand::From::instruction:
      return registers_.data() + program_.code[index].slot * kSlotBytes;
  }
  return nullptr;
}

std::vector<std::string> note_texts(const std::vector<std::uint32_t>& notes) {
  std::vector<std::string> texts;
  for (std::uint32_t noted : notes) {
    for (std::uint32_t bit = 1; bit <= noted && bit != 0; bit <<= 1) {
      if (noted & bit) texts.emplace_back(note_text(static_cast<Note>(bit)));
    }
  }
  return texts;
}

void fill_block(const Block& value, Block& out) {
  if (out.size() == 0) return;
  set_element(value, 0, out, 0);
  if (out.type() == ElementType::text) {
    for (std::int64_t i = 1; i < out.size(); ++i) out.text().repeat(i, 0);
    return;
  }
  std::size_t size = element_size(out.type());
  char* data = out.as<char>();
  for (std::int64_t done = 1; done < out.size(); done *= 2) {
    std::int64_t more = std::min(done, out.size() - done);
    std::copy(data, data + static_cast<std::size_t>(more) * size,
              data + static_cast<std::size_t>(done) * size);
  }
}

Block constant_strip(const Block& value) {
  Block strip(value.type(), value.type() == ElementType::text ? 1 : kStrip);
  fill_block(value, strip);
  return strip;
}

}  // namespace ch5mpy::engine
