// A flat, typed program over strips: what a plan compiles to.
//
// Contract: the code is immutable once compiled; a StripMachine holds the registers of one thread.
// Leaves are read by the executor, on R's thread; running touches no leaf, no HDF5, and no R unless
// the program says so; it polls for interrupts at each strip.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/block.h"
#include "core/buffer.h"
#include "engine/kernel.h"
#include "engine/leaf.h"

namespace ch5mpy::engine {

struct Operand {
  enum class From : std::uint8_t { leaf, constant, instruction };
  From from = From::leaf;
  int index = 0;
  ElementType type = ElementType::real;
};

struct Instruction {
  Kernel kernel = nullptr;
  std::vector<Operand> operands;
  ElementType type = ElementType::real;
  bool second_nan = false;
  int slot = -1;     // register; -1 writes the output
  std::string name;  // what R calls it
};

// What a leaf reads, and how.
struct LeafAccess {
  const BlockSource* source;  // nullptr: random numbers
  AccessPath access;
  int leaf;  // -1: it is inside another leaf
};

struct Program {
  std::vector<std::unique_ptr<Leaf>> leaves;
  std::vector<LeafAccess> reads;
  // Numbers: a strip of equal elements; text: one element.
  std::vector<Block> constants;
  // Each after its operands, in R's order of evaluation.
  std::vector<Instruction> code;
  Operand result;
  ElementType type = ElementType::real;
  Dims dims;
  int slots = 0;
  bool may_warn = false;
  // Some instruction calls R's own mathematics: R's thread only.
  bool on_r = false;
  // What R warns about in what was computed before the run.
  std::vector<std::string> warnings;

  // What the leaves ask for: the boxes that are cheapest to read (empty ones left out), boxes in
  // order, working memory for one element.
  std::vector<Dims> leaf_chunks() const;
  bool needs_order() const;
  std::int64_t leaf_bytes() const;
};

class StripMachine {
 public:
  // Bytes that a register takes.
  static constexpr std::int64_t kSlotBytes = kStrip * static_cast<std::int64_t>(sizeof(Complex));

  StripMachine(const Program& program, const MathTable* math);

  // Computes elements [first, first + count) from the leaves' blocks and puts them at `at` in
  // `out`, which is prepared to the program's type; the program's result is an instruction.
  void run(const std::vector<Block>& leaves, std::int64_t first, std::int64_t count, Block& out,
           std::int64_t at);

  // What each instruction has noted so far.
  const std::vector<std::uint32_t>& notes() const { return notes_; }

 private:
  void run_strip(const std::vector<Block>& leaves, std::int64_t first, std::int64_t count,
                 Block& out, std::int64_t at);
  const void* operand_data(const Operand& operand, const std::vector<Block>& leaves,
                           std::int64_t first, TextOperand& text) const;

  const Program& program_;
  const MathTable* math_;
  Buffer registers_;
  std::vector<std::uint32_t> notes_;
};

// R's texts for what the instructions noted, in R's order.
std::vector<std::string> note_texts(const std::vector<std::uint32_t>& notes);

// A strip (text: one element) of copies of `value`'s only element.
Block constant_strip(const Block& value);
// Fills `out` with copies of the first element of `value`.
void fill_block(const Block& value, Block& out);

}  // namespace ch5mpy::engine
