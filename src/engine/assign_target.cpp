#include "engine/assign_target.h"

#include <utility>

#include "core/error.h"
#include "core/memory_budget.h"

namespace ch5mpy::engine {

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
