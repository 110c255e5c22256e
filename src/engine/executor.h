// Runs a program over its output, block by block, and hands each block to a consumer.
//
// Contract: R's thread. Live memory (leaves' blocks, registers, the result's block) stays under the
// budget's cap, or under what one chunk of each source needs. Interrupts are polled at each block;
// what the consumer did with earlier blocks is the consumer's to undo.
#pragma once

#include <string>
#include <vector>

#include "engine/box.h"
#include "engine/compile.h"
#include "engine/plan.h"
#include "engine/program.h"

namespace ch5mpy::engine {

class BlockConsumer {
 public:
  virtual ~BlockConsumer() = default;

  // Boxes must come contiguous and in R's order.
  virtual bool needs_order() const { return false; }
  // The box that is cheapest to take; empty when all are alike.
  virtual Dims chunk() const { return {}; }
  // Before a box is computed: may lend memory for it (Block::borrow) and say TRUE.
  virtual bool lend(const Box&, Block&) { return false; }
  // The box's elements. FALSE: nothing more is needed.
  virtual bool take(const Box& box, Block& block) = 0;
};

class Evaluation {
 public:
  Evaluation(const NodePtr& plan, const CompileOptions& options);

  ElementType type() const { return program_.type; }
  const Dims& dims() const { return program_.dims; }

  void run(BlockConsumer& consumer);
  // What R warns about in what was run so far.
  std::vector<std::string> warnings() const { return machine_.warnings(); }

  // FALSE when no block can warn, so that a consumer may stop early unnoticed.
  bool may_warn() const { return program_.may_warn; }
  // What is read while it runs.
  const std::vector<LeafAccess>& reads() const { return program_.reads; }

 private:
  Dims shape_for(const BlockConsumer& consumer) const;
  void compute(const Box& box, Block& out);

  Program program_;
  StripMachine machine_;
  std::vector<Block> blocks_;  // one a leaf
};

}  // namespace ch5mpy::engine
