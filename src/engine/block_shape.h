// The boxes in which an evaluation goes over its output.
//
// Contract: pure. Boxes tile the output; all but those at the far ends have the same shape. They
// hold as many elements as the memory allows, are multiples of the sources' chunks where that fits,
// and never less than one chunk of the source that needs most.
#pragma once

#include <cstdint>
#include <vector>

#include "core/dims.h"
#include "engine/box.h"

namespace ch5mpy::engine {

struct ShapeRequest {
  Dims output;
  // Cheap boxes of each source and of the target, in the output's axes; empty ones are ignored.
  std::vector<Dims> chunks;
  std::int64_t bytes_per_element = 8;  // of working memory
  std::int64_t memory = 0;
  // Boxes must be contiguous in R's order: whole leading axes, then a part of one.
  bool ordered = false;
  // The elements of a box are only put where they stay: no cache need hold them.
  bool in_place = false;
  // Axes along which a box should hold no more than `most_kept` elements; empty: none.
  std::vector<bool> kept;
  std::int64_t most_kept = 0;
};

Dims block_shape(const ShapeRequest& request);

// The boxes of that shape, in R's order; those along axes that are not `late` before those along
// the others.
class BoxTiling {
 public:
  BoxTiling(Dims output, Dims shape, const std::vector<bool>& late = {});
  // How many boxes there are.
  std::int64_t count() const;
  // The next box, or FALSE at the end.
  bool next(Box& box);

 private:
  Dims output_;
  Dims shape_;
  Dims start_;
  std::vector<std::size_t> order_;
  bool done_;
};

}  // namespace ch5mpy::engine
