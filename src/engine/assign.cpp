#include "engine/assign.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/buffer.h"
#include "core/error.h"
#include "core/na.h"
#include "engine/assign_target.h"
#include "engine/executor.h"
#include "store/block_copy.h"

namespace ch5mpy::engine {

namespace {

// Writes blocks where boxes of the view lie in the stored array.
class TargetWriter : public BlockConsumer {
 public:
  TargetWriter(const Target& target, BlockSink& sink) : target_(target), sink_(sink) {}

  // Single points may repeat: R's order decides which one stays.
  bool needs_order() const override { return !target_.is_direct; }
  Dims chunk() const override { return target_chunk(target_, sink_); }
  bool take(const Box& box, Block& block) override {
    if (target_.is_direct) {
      sink_.put(target_.direct.of(box), block);
    } else {
      put_points(box, block);
    }
    return true;
  }

 private:
  void put_points(const Box& box, const Block& block) {
    std::int64_t count = box.size();
    positions_.reserve(count * 8);
    auto* at = positions_.as<std::int64_t>();
    target_.access.positions(box, at);
    std::int64_t* end = std::remove(at, at + count, kNaIndex);
    std::int64_t kept = end - at;
    if (kept == count) {
      sink_.put_points(Points(at, count), block);
      return;
    }
    // Where an index is NA all values are the same one.
    Block values(block.type(), kept);
    copy_elements(block, 0, kept, values, 0);
    sink_.put_points(Points(at, kept), values);
  }

  const Target& target_;
  BlockSink& sink_;
  Buffer positions_;
};

// A plain NA is logical to R and fits every type, text too.
NodePtr fitting_na(const NodePtr& value, ElementType target) {
  bool is_na = target == ElementType::text && value->kind == Node::Kind::constant &&
               value->type == ElementType::logical &&
               *value->constant->as<std::int32_t>() == kNaInteger;
  if (!is_na) return value;
  return make_constant(std::make_shared<Block>(ElementType::text, 1), value->dims);
}

// Numbers become complex as they do when R assigns them, not as as.complex() makes them.
NodePtr as_assigned(const NodePtr& value, ElementType target) {
  if (target != ElementType::complex) return value;
  if (value->type == ElementType::real) return make_call("[<-", {value}, target, value->dims);
  bool whole = value->type == ElementType::logical || value->type == ElementType::integer;
  return whole ? make_cast(value, target) : value;
}

void refuse_na(const Target& target, const NodePtr& value) {
  if (!target.access.gives_na()) return;
  const Node* node = value.get();
  while (node->kind == Node::Kind::view || node->kind == Node::Kind::cast) {
    node = node->args[0].get();
  }
  bool single = node->kind == Node::Kind::constant ||
                (node->kind == Node::Kind::recycle && element_count(node->args[0]->dims) == 1) ||
                element_count(node->dims) == 1;
  if (single) return;
  throw Error(ErrorKind::subscript, "NAs are not allowed in subscripted assignments.");
}

void write_all(Evaluation& value, const Target& target, UndoableSink& sink) {
  TargetWriter writer(target, sink);
  run_undoable(value, writer, sink);
}

}  // namespace

std::vector<std::string> assign(const NodePtr& target, UndoableSink& sink, const NodePtr& value,
                                bool aliased, const CompileOptions& options) {
  Target where = find_target(target);
  refuse_na(where, value);
  NodePtr fitting = as_assigned(fitting_na(value, target->type), target->type);
  NodePtr shaped = element_count(value->dims) == element_count(target->dims)
                       ? make_reshape(fitting, target->dims)
                       : make_recycle(fitting, target->dims);
  Evaluation evaluation(shaped, options);
  if (!aliased && !must_stage(where, evaluation)) {
    write_all(evaluation, where, sink);
    return evaluation.warnings();
  }
  Evaluation stage(staged(evaluation, options, &sink), options);
  write_all(stage, where, sink);
  return evaluation.warnings();
}

}  // namespace ch5mpy::engine
