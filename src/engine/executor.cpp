#include "engine/executor.h"

#include <algorithm>
#include <utility>

#include "core/cancel.h"
#include "core/memory_budget.h"
#include "core/progress.h"
#include "core/settings.h"
#include "core/thread_pool.h"

namespace ch5mpy::engine {

namespace {

// What a worker takes at a time: enough to be worth the handing over.
constexpr std::int64_t kRange = 16 * kStrip;

}  // namespace

Evaluation::Evaluation(const NodePtr& plan, const CompileOptions& options)
    : Evaluation(compile(plan, options), options.math) {}

Evaluation::Evaluation(Program program, const MathTable* math)
    : program_(std::move(program)), math_(math), blocks_(program_.leaves.size()) {
  for (int worker = 0; worker < workers(); ++worker) machines_.emplace_back(program_, math_);
  pieces_.resize(machines_.size());
}

int Evaluation::workers() const {
  bool texts = program_.type == ElementType::text;
  for (const Instruction& one : program_.code) texts = texts || one.type == ElementType::text;
  if (program_.on_r || texts) return 1;
  return std::max(1, worker_count((element_count(program_.dims) + kRange - 1) / kRange));
}

ShapeRequest Evaluation::shape_request() const {
  ShapeRequest request;
  request.output = program_.dims;
  request.memory = MemoryBudget::global().available();
  request.chunks = program_.leaf_chunks();
  request.ordered = program_.needs_order();
  request.bytes_per_element = program_.leaf_bytes();
  if (!is(Operand::From::leaf)) {
    request.bytes_per_element += static_cast<std::int64_t>(element_size(program_.type));
  }
  return request;
}

Dims Evaluation::block_shape() const {
  return engine::block_shape(shape_request());
}

double Evaluation::working_memory(const Dims& block) const {
  auto elements = static_cast<double>(element_count(block));
  auto registers = static_cast<double>(program_.slots * StripMachine::kSlotBytes);
  return elements * static_cast<double>(shape_request().bytes_per_element) +
         registers * static_cast<double>(workers());
}

Dims Evaluation::shape_for(const BlockConsumer& consumer, const LateAxes& late) const {
  ShapeRequest request = shape_request();
  request.chunks.push_back(consumer.chunk());
  request.in_place = consumer.keeps_all() && is(Operand::From::leaf);
  if (request.in_place) {
    request.bytes_per_element -= static_cast<std::int64_t>(element_size(program_.type));
  }
  request.ordered = request.ordered || consumer.needs_order() || request.in_place;
  request.kept = late.axes;
  request.most_kept = late.most;
  return engine::block_shape(request);
}

void Evaluation::run(BlockConsumer& consumer) {
  LateAxes late = consumer.late_axes();
  BoxTiling walk(program_.dims, shape_for(consumer, late), late.axes);
  Progress progress(walk.count());
  Box box;
  Block own;
  Block lent;
  while (walk.next(box)) {
    poll_cancel();
    Block& out = consumer.lend(box, lent) ? lent : own;
    compute(box, out);
    if (!consumer.take(box, out)) return;
    progress.step();
  }
}

void Evaluation::run(StripConsumer& consumer) {
  consumer.prepare(static_cast<int>(machines_.size()));
  BoxTiling walk(program_.dims, block_shape());
  Progress progress(walk.count());
  Box box;
  while (walk.next(box)) {
    poll_cancel();
    compute_strips(box, consumer);
    if (consumer.settled()) return;
    progress.step();
  }
}

std::vector<std::string> Evaluation::warnings() const {
  std::vector<std::uint32_t> notes(program_.code.size(), 0);
  for (const StripMachine& machine : machines_) {
    for (std::size_t i = 0; i < notes.size(); ++i) notes[i] |= machine.notes()[i];
  }
  std::vector<std::string> texts = program_.warnings;
  for (const auto& leaf : program_.leaves) {
    for (std::string& text : leaf->warnings()) texts.push_back(std::move(text));
  }
  for (std::string& text : note_texts(notes)) texts.push_back(std::move(text));
  return texts;
}

const Block& Evaluation::constant() const {
  return program_.constants[static_cast<std::size_t>(program_.result.index)];
}

void Evaluation::for_ranges(std::int64_t count, const Range& body) {
  std::int64_t ranges = (count + kRange - 1) / kRange;
  auto task = [&](std::int64_t range, int worker) {
    body(worker, range * kRange, std::min(kRange, count - range * kRange));
  };
  if (machines_.size() > 1) {
    parallel_for(ranges, task);
  } else {
    for (std::int64_t range = 0; range < ranges; ++range) task(range, 0);
  }
}

void Evaluation::read_leaves(const Box& box) {
  bool lone = is(Operand::From::leaf);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    bool needed = !lone || i == static_cast<std::size_t>(program_.result.index);
    if (needed) program_.leaves[i]->read(box, blocks_[i]);
  }
}

void Evaluation::compute(const Box& box, Block& out) {
  if (is(Operand::From::leaf)) {
    program_.leaves[static_cast<std::size_t>(program_.result.index)]->read(box, out);
    return;
  }
  out.prepare(program_.type, box.size());
  if (is(Operand::From::constant)) return fill_block(constant(), out);
  read_leaves(box);
  for_ranges(box.size(), [&](int worker, std::int64_t first, std::int64_t count) {
    machine(worker).run(blocks_, first, count, out, first);
  });
}

void Evaluation::compute_strips(const Box& box, StripConsumer& consumer) {
  read_leaves(box);
  auto size = static_cast<std::int64_t>(element_size(program_.type));
  for_ranges(box.size(), [&](int worker, std::int64_t first, std::int64_t count) {
    Block& piece = pieces_[static_cast<std::size_t>(worker)];
    if (is(Operand::From::leaf)) {
      Block& whole = blocks_[static_cast<std::size_t>(program_.result.index)];
      piece.borrow(program_.type, whole.as<char>() + first * size, count);
      return consumer.take(worker, piece);
    }
    for (std::int64_t done = 0; done < count; done += kStrip) {
      std::int64_t n = std::min(kStrip, count - done);
      piece.prepare(program_.type, n);
      if (is(Operand::From::constant)) {
        fill_block(constant(), piece);
      } else {
        machine(worker).run(blocks_, first + done, n, piece, 0);
      }
      consumer.take(worker, piece);
    }
  });
}

}  // namespace ch5mpy::engine
