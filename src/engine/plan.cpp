#include "engine/plan.h"

#include <string>
#include <utility>

#include "core/error.h"

namespace ch5mpy::engine {

namespace {

void check_length(const Dims& dims, std::int64_t expected, const char* what) {
  if (element_count(dims) == expected) return;
  throw Error(ErrorKind::internal, std::string("A ") + what + " of shape " + dims_text(dims) +
                                       " was described over " + std::to_string(expected) +
                                       " elements.");
}

}  // namespace

NodePtr make_source(std::shared_ptr<BlockSource> source) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::source;
  node->type = source->type();
  node->dims = source->dims();
  node->source = std::move(source);
  return node;
}

NodePtr make_constant(std::shared_ptr<const Block> value, Dims dims) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::constant;
  node->type = value->type();
  node->dims = std::move(dims);
  node->constant = std::move(value);
  return node;
}

NodePtr make_random(std::shared_ptr<RandomDraw> draw, ElementType type, Dims dims) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::random;
  node->type = type;
  node->dims = std::move(dims);
  node->draw = std::move(draw);
  return node;
}

NodePtr make_view(NodePtr x, Selection selection, Dims dims) {
  check_selection(selection, x->dims, true);
  check_length(dims, selection.size(), "view");
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::view;
  node->type = x->type;
  node->dims = std::move(dims);
  node->selection = std::move(selection);
  node->args = {std::move(x)};
  return node;
}

NodePtr make_reshape(NodePtr x, Dims dims) {
  if (x->dims == dims) return x;
  Selection all = Selection::all(x->dims);
  return make_view(std::move(x), std::move(all), std::move(dims));
}

NodePtr make_recycle(NodePtr x, Dims dims) {
  if (element_count(x->dims) == 0 && element_count(dims) != 0) {
    throw Error(ErrorKind::internal, "An empty array cannot be recycled.");
  }
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::recycle;
  node->type = x->type;
  node->dims = std::move(dims);
  node->args = {std::move(x)};
  return node;
}

NodePtr make_cast(NodePtr x, ElementType type) {
  if (x->type == type) return x;
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::cast;
  node->type = type;
  node->dims = x->dims;
  node->args = {std::move(x)};
  return node;
}

namespace {

std::shared_ptr<Node> over_operands(Node::Kind kind, std::vector<NodePtr> args, ElementType type,
                                    Dims dims) {
  std::int64_t count = element_count(dims);
  for (const NodePtr& arg : args) {
    if (element_count(arg->dims) != 1) check_length(arg->dims, count, "operand");
  }
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->type = type;
  node->dims = std::move(dims);
  node->args = std::move(args);
  return node;
}

}  // namespace

NodePtr make_call(std::string function, std::vector<NodePtr> args, ElementType type, Dims dims) {
  auto node = over_operands(Node::Kind::call, std::move(args), type, std::move(dims));
  node->function = std::move(function);
  return node;
}

NodePtr make_map(std::shared_ptr<BlockFunction> function, std::vector<NodePtr> args,
                 ElementType type, Dims dims) {
  auto node = over_operands(Node::Kind::map, std::move(args), type, std::move(dims));
  node->block_function = std::move(function);
  return node;
}

NodePtr make_scan(std::string function, NodePtr x, ElementType type) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::scan;
  node->type = type;
  node->dims = {element_count(x->dims)};
  node->function = std::move(function);
  node->args = {make_reshape(std::move(x), node->dims)};
  return node;
}

}  // namespace ch5mpy::engine
