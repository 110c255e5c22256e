// Runs a program over its output, block by block, and hands each block to a consumer.
//
// Contract: R's thread calls; the leaves are read there, the elements of a block are computed on
// all threads that the settings allow, unless the program calls R. Live memory (leaves' blocks,
// registers, the result's block) stays under the budget's cap, or under what one chunk of each
// source needs. Interrupts are polled at each block and while threads work; what the consumer did
// with earlier blocks is the consumer's to undo.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/block_shape.h"
#include "engine/box.h"
#include "engine/compile.h"
#include "engine/plan.h"
#include "engine/program.h"

namespace ch5mpy::engine {

// Axes that are gone through last, in boxes of at most `most` elements along them; empty: none.
struct LateAxes {
  std::vector<bool> axes;
  std::int64_t most = 0;
};

class BlockConsumer {
 public:
  virtual ~BlockConsumer() = default;

  // Boxes must come contiguous and in R's order.
  virtual bool needs_order() const { return false; }
  // Contiguous boxes are lent memory where their elements stay.
  virtual bool keeps_all() const { return false; }
  // The box that is cheapest to take; empty when all are alike.
  virtual Dims chunk() const { return {}; }
  virtual LateAxes late_axes() const { return {}; }
  // Before a box is computed: may lend memory for it (Block::borrow) and say TRUE.
  virtual bool lend(const Box&, Block&) { return false; }
  // The box's elements. FALSE: nothing more is needed.
  virtual bool take(const Box& box, Block& block) = 0;
};

// Takes elements as they are computed, piece by piece, on the threads that computed them.
class StripConsumer {
 public:
  virtual ~StripConsumer() = default;
  // Before the first piece: workers are numbered from 0 to below `workers`.
  virtual void prepare(int workers) = 0;
  // Some elements of the output; pieces come in any order. A worker takes one at a time.
  virtual void take(int worker, const Block& piece) = 0;
  // R's thread, between blocks. TRUE: nothing more is needed.
  virtual bool settled() const { return false; }
};

class Evaluation {
 public:
  Evaluation(const NodePtr& plan, const CompileOptions& options);
  Evaluation(Program program, const MathTable* math);

  ElementType type() const { return program_.type; }
  const Dims& dims() const { return program_.dims; }

  void run(BlockConsumer& consumer);
  void run(StripConsumer& consumer);
  // The elements of one box; boxes in the order that the leaves ask for.
  void compute(const Box& box, Block& out);
  // What R warns about in what was run so far.
  std::vector<std::string> warnings() const;

  // FALSE when no block can warn, so that a consumer may stop early unnoticed.
  bool may_warn() const { return program_.may_warn; }
  // What is read while it runs.
  const std::vector<LeafAccess>& reads() const { return program_.reads; }
  const Program& program() const { return program_; }
  // The boxes that it would go by for a consumer that asks for nothing; the bytes that blocks of
  // such a shape and registers take; the threads that compute.
  Dims block_shape() const;
  double working_memory(const Dims& block) const;
  int workers() const;

 private:
  using Range = std::function<void(int worker, std::int64_t first, std::int64_t count)>;

  ShapeRequest shape_request() const;
  Dims shape_for(const BlockConsumer& consumer, const LateAxes& late) const;
  // Calls `body` for ranges of [0, count), on several threads where the program allows.
  void for_ranges(std::int64_t count, const Range& body);
  StripMachine& machine(int worker) { return machines_[static_cast<std::size_t>(worker)]; }
  bool is(Operand::From from) const { return program_.result.from == from; }
  const Block& constant() const;
  // Into `blocks_`: only the result where that is a leaf.
  void read_leaves(const Box& box);
  void compute_strips(const Box& box, StripConsumer& consumer);

  Program program_;
  const MathTable* math_;
  std::vector<StripMachine> machines_;  // one a worker
  std::vector<Block> pieces_;           // one a worker
  std::vector<Block> blocks_;           // one a leaf
};

}  // namespace ch5mpy::engine
