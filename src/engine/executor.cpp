#include "engine/executor.h"

#include <algorithm>

#include "core/cancel.h"
#include "core/memory_budget.h"
#include "engine/block_shape.h"

namespace ch5mpy::engine {

Evaluation::Evaluation(const NodePtr& plan, const CompileOptions& options)
    : program_(compile(plan, options)),
      machine_(program_, options.math),
      blocks_(program_.leaves.size()) {}

Dims Evaluation::shape_for(const BlockConsumer& consumer) const {
  ShapeRequest request;
  request.output = program_.dims;
  request.chunks.push_back(consumer.chunk());
  request.ordered = consumer.needs_order();
  request.memory = MemoryBudget::global().available();
  request.bytes_per_element = 0;
  for (const auto& leaf : program_.leaves) {
    request.chunks.push_back(leaf->chunk());
    request.ordered = request.ordered || leaf->needs_order();
    request.bytes_per_element += leaf->bytes_per_element();
  }
  if (program_.result.from != Operand::From::leaf) {
    request.bytes_per_element += static_cast<std::int64_t>(element_size(program_.type));
  }
  return block_shape(request);
}

void Evaluation::run(BlockConsumer& consumer) {
  BoxTiling walk(program_.dims, shape_for(consumer));
  Box box;
  Block own;
  Block lent;
  while (walk.next(box)) {
    poll_cancel();
    Block& out = consumer.lend(box, lent) ? lent : own;
    compute(box, out);
    if (!consumer.take(box, out)) return;
  }
}

void Evaluation::compute(const Box& box, Block& out) {
  if (program_.result.from == Operand::From::leaf) {
    program_.leaves[static_cast<std::size_t>(program_.result.index)]->read(box, out);
    return;
  }
  for (std::size_t i = 0; i < program_.leaves.size(); ++i) {
    program_.leaves[i]->read(box, blocks_[i]);
  }
  out.prepare(program_.type, box.size());
  machine_.run(blocks_, out);
}

}  // namespace ch5mpy::engine
