#include "engine/assign_target.h"

#include <utility>

#include "core/error.h"
#include "core/memory_budget.h"
#include "engine/collect.h"
#include "store/memory_array.h"
#include "store/scratch_array.h"

namespace ch5mpy::engine {

namespace {

class StageCollector : public SinkCollector {
 public:
  StageCollector(BlockSink& stage, const BlockSink* checked)
      : SinkCollector(stage), checked_(checked) {}
  bool take(const Box& box, Block& block) override {
    if (checked_ != nullptr) checked_->check(block);
    return SinkCollector::take(box, block);
  }

 private:
  const BlockSink* checked_;
};

template <typename Array>
NodePtr staged_in(std::shared_ptr<Array> array, Evaluation& value, const BlockSink* checked) {
  StageCollector collector(*array, checked);
  value.run(collector);
  return make_source(std::move(array));
}

}  // namespace

NodePtr staged(Evaluation& value, const CompileOptions& options, const BlockSink* checked) {
  std::int64_t count = element_count(value.dims());
  std::int64_t bytes = count * static_cast<std::int64_t>(element_size(value.type()));
  if (bytes <= MemoryBudget::global().available() / 4) {
    Block memory(value.type(), count);
    return staged_in(std::make_shared<MemoryArray>(std::move(memory), value.dims()), value,
                     checked);
  }
  return staged_in(
      std::make_shared<ScratchArray>(value.type(), value.dims(), options.scratch_folder), value,
      checked);
}

Target find_target(const NodePtr& view) {
  AccessPath access(view->dims);
  const Node* node = view.get();
  while (node->kind == Node::Kind::view) {
    access = access.through_view(node->selection, node->args[0]->dims);
    node = node->args[0].get();
  }
  if (node->kind != Node::Kind::source) {
    throw Error(ErrorKind::argument,
                "A computed array cannot be assigned to; store it first, or assign to the array "
                "it is computed from.");
  }
  Target target{node->source, std::move(access), {}, false};
  target.is_direct =
      !target.access.gives_na() && target.access.direct(node->source->dims(), target.direct);
  return target;
}

bool must_stage(const Target& target, const Evaluation& value) {
  for (const LeafAccess& read : value.reads()) {
    if (read.source != target.source.get()) continue;
    bool same_elements = read.access == target.access;
    if (!same_elements || !target.is_direct || target.access.repeats()) return true;
  }
  return false;
}

Dims target_chunk(const Target& target, const BlockSink& sink) {
  if (!target.is_direct) return {};
  auto size = static_cast<std::int64_t>(element_size(target.source->type()));
  std::int64_t most = MemoryBudget::global().available() / 4 / size;
  return target.direct.chunk(sink.chunk(), most);
}

void run_undoable(Evaluation& value, BlockConsumer& consumer, UndoableSink& sink) {
  sink.begin();
  try {
    value.run(consumer);
  } catch (...) {
    sink.rollback();
    throw;
  }
  sink.commit();
}

}  // namespace ch5mpy::engine
