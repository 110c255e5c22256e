// A leaf of an evaluation: gives the elements of any box of the output.
//
// Contract: used on R's thread. `read` prepares `out` to type() and the box's size, in the box's
// order; a block that borrows memory of that size is filled in place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/block.h"
#include "engine/access_path.h"
#include "engine/plan.h"
#include "store/block_source.h"

namespace ch5mpy::engine {

class Leaf {
 public:
  virtual ~Leaf() = default;

  virtual ElementType type() const = 0;
  virtual void read(const Box& box, Block& out) = 0;
  // The box of the output whose multiples are cheapest to read; empty when all are alike.
  virtual Dims chunk() const { return {}; }
  // Working memory for one element of a box, the element itself included.
  virtual std::int64_t bytes_per_element() const;
  // Boxes must come contiguous and in order (draws of random numbers).
  virtual bool needs_order() const { return false; }
  // What R warns about in what was read so far.
  virtual std::vector<std::string> warnings() const { return {}; }
};

// The leaf for `source` seen through `access`. What is recycled is loaded now when it takes no more
// than `preload_limit` bytes.
std::unique_ptr<Leaf> make_leaf(std::shared_ptr<BlockSource> source, const AccessPath& access,
                                std::int64_t preload_limit);
std::unique_ptr<Leaf> make_random_leaf(std::shared_ptr<RandomDraw> draw, ElementType type,
                                       const Dims& output);

// Elements [first, first + out size) of a source in R's order, whatever its dims.
void read_linear(BlockSource& source, std::int64_t first, std::int64_t count, Block& out,
                 std::int64_t at);

}  // namespace ch5mpy::engine
