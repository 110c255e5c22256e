#include "engine/spool.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "core/cancel.h"
#include "core/memory_budget.h"
#include "engine/block_shape.h"
#include "store/scratch_array.h"

namespace ch5mpy::engine {

namespace {

// The random nodes of a plan in the order in which R would evaluate them.
class RandomNodes {
 public:
  explicit RandomNodes(const NodePtr& plan) { visit(plan.get(), true); }

  const std::vector<const Node*>& found() const { return found_; }
  bool seen_through_view(const Node* node) const { return viewed_.count(node) > 0; }

 private:
  void visit(const Node* node, bool whole) {
    if (node->kind == Node::Kind::random) {
      if (std::find(found_.begin(), found_.end(), node) == found_.end()) found_.push_back(node);
      if (!whole) viewed_.insert(node);
      return;
    }
    if (!visited_.emplace(node, whole).second) return;
    // A map and a scan have a program of their own, which a shared node would be drawn for again.
    bool passes = node->kind == Node::Kind::cast || node->kind == Node::Kind::call;
    for (const NodePtr& arg : node->args) {
      bool same_length = element_count(arg->dims) == element_count(node->dims);
      visit(arg.get(), whole && passes && same_length);
    }
  }

  std::vector<const Node*> found_;
  std::set<const Node*> viewed_;
  std::set<std::pair<const Node*, bool>> visited_;
};

NodePtr spool(const Node& node, const std::string& folder) {
  std::int64_t count = element_count(node.dims);
  auto scratch = std::make_shared<ScratchArray>(node.type, Dims{count}, folder);
  auto size = static_cast<std::int64_t>(element_size(node.type));
  std::int64_t step = MemoryBudget::global().available() / (2 * size);
  step = std::max<std::int64_t>(1024, std::min<std::int64_t>(step, 1 << 20));
  for (std::int64_t first = 0; first < count; first += step) {
    poll_cancel();
    Block part(node.type, std::min(step, count - first));
    node.draw->draw(first, part);
    scratch->put(Selection::box({first}, {part.size()}), part);
  }
  return make_reshape(make_source(std::move(scratch)), node.dims);
}

}  // namespace

NodePtr spool_leaf(Leaf& leaf, const Dims& dims, const std::string& folder) {
  auto scratch = std::make_shared<ScratchArray>(leaf.type(), dims, folder);
  ShapeRequest request;
  request.output = dims;
  request.chunks = {leaf.chunk()};
  request.bytes_per_element = leaf.bytes_per_element();
  request.memory = MemoryBudget::global().available();
  request.ordered = true;
  BoxTiling walk(dims, block_shape(request));
  Box box;
  Block block;
  while (walk.next(box)) {
    poll_cancel();
    leaf.read(box, block);
    scratch->put(Selection::box(box.start, box.count), block);
  }
  return make_source(std::move(scratch));
}

std::map<const Node*, NodePtr> spool_random(const NodePtr& plan, const std::string& folder) {
  RandomNodes nodes(plan);
  std::map<const Node*, NodePtr> spooled;
  for (const Node* node : nodes.found()) {
    bool last = node == nodes.found().back();
    if (last && !nodes.seen_through_view(node)) continue;
    spooled[node] = spool(*node, folder);
  }
  return spooled;
}

}  // namespace ch5mpy::engine
