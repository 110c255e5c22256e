// What is to be computed: a tree of nodes, as R described it.
//
// Contract: immutable once made, shared freely; the makers below are the only way to make a node
// and throw Error when a description contradicts itself. Dims are in R's order; types are R's
// decision and are delivered exactly. Nodes that are one R object are one node here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/block.h"
#include "core/dims.h"
#include "core/dtype.h"
#include "store/block_source.h"
#include "store/selection.h"

namespace ch5mpy::engine {

// Draws from a generator that only R has. Called on R's thread, in element order, each element once
// an evaluation; `out` is prepared to the wanted type and size. Implemented by rglue.
class RandomDraw {
 public:
  virtual ~RandomDraw() = default;
  // Elements [first, first + out.size()) of the array that is drawn.
  virtual void draw(std::int64_t first, Block& out) = 0;
};

// A vectorised function that only R has. Called on R's thread, for one block after another.
class BlockFunction {
 public:
  virtual ~BlockFunction() = default;
  // Elements of the arguments, as many of each as `out` is to have, or one; `out` is prepared to
  // its type and size.
  virtual void call(const std::vector<const Block*>& args, Block& out) = 0;
};

struct Node;
using NodePtr = std::shared_ptr<const Node>;

struct Node {
  enum class Kind { source, constant, random, view, recycle, cast, call, map, scan };

  Kind kind = Kind::source;
  ElementType type = ElementType::real;
  Dims dims;
  std::shared_ptr<BlockSource> source;            // source
  std::shared_ptr<const Block> constant;          // constant: one element
  std::shared_ptr<RandomDraw> draw;               // random
  Selection selection;                            // view
  std::string function;                           // call, scan: R's name of it
  std::shared_ptr<BlockFunction> block_function;  // map
  std::vector<NodePtr> args;  // view, recycle, cast, scan: one; call, map: its operands
};

NodePtr make_source(std::shared_ptr<BlockSource> source);
// `value` holds one element, which is that of every position of `dims`.
NodePtr make_constant(std::shared_ptr<const Block> value, Dims dims);
NodePtr make_random(std::shared_ptr<RandomDraw> draw, ElementType type, Dims dims);
// The elements of `x` that `selection` picks, in its order, as an array of shape `dims`.
NodePtr make_view(NodePtr x, Selection selection, Dims dims);
// The same elements in the same order under another shape.
NodePtr make_reshape(NodePtr x, Dims dims);
// Element i of the result is element i modulo the length of `x`.
NodePtr make_recycle(NodePtr x, Dims dims);
NodePtr make_cast(NodePtr x, ElementType type);
// Operands have as many elements as `dims`, or one.
NodePtr make_call(std::string function, std::vector<NodePtr> args, ElementType type, Dims dims);
// The same by a function of R's.
NodePtr make_map(std::shared_ptr<BlockFunction> function, std::vector<NodePtr> args,
                 ElementType type, Dims dims);
// Element i is made of elements 0 to i of `x`: cumsum and its kin (see scan.h). A vector.
NodePtr make_scan(std::string function, NodePtr x, ElementType type);

}  // namespace ch5mpy::engine
