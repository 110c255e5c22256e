// How the elements of an output reach those of a source: the views between them, composed.
//
// Contract: immutable values. Built from the output downwards, one step for each view or recycling
// on the way to the leaf; neighbouring views become one selection when no reshape lies between them
// (dropped or added axes of extent one are no reshape). Positions are 0-based and linear in R's
// order; kNaIndex stands for NA.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/dims.h"
#include "engine/box.h"
#include "store/selection.h"

namespace ch5mpy::engine {

// One selection that reads boxes of the output straight from the source.
struct DirectAccess {
  Selection selection;
  // For each axis of the output the source axis that it walks, -1 when it has extent one.
  std::vector<int> source_axis;

  // What a box of the output is in the source. The result's order is that of the box.
  Selection of(const Box& box) const;
  // The box of the output that a chunk of the source gives; empty when the source has none. Where
  // indices jump about, a chunk's elements are all over the axis: then it is the whole axis, or what
  // keeps the box within `most` elements.
  Dims chunk(const Dims& source_chunk, std::int64_t most) const;
};

class AccessPath {
 public:
  // The output itself.
  explicit AccessPath(Dims output) : output_(std::move(output)) {}

  // Below a view whose argument has dims `in`.
  AccessPath through_view(const Selection& selection, const Dims& in) const;
  // Below a recycling of `length` elements.
  AccessPath through_recycle(std::int64_t length) const;

  const Dims& output() const { return output_; }
  // The elements are the source's own, in its own order.
  bool is_whole() const { return steps_.empty(); }
  // The elements repeat those of the source, and nothing else.
  bool is_recycling() const { return steps_.size() == 1 && steps_[0].modulo > 0; }
  bool recycles() const;
  // TRUE when an index on the way is NA, so that elements come out that no source gives.
  bool gives_na() const;
  // TRUE when a list of indices names one twice, so that an element may come more than once.
  bool repeats() const;
  // How many elements the source below the last recycling has to give.
  std::int64_t recycled_length() const;
  // The steps down to the last recycling, included; and what lies below it, as an access of its
  // own.
  AccessPath above_recycling() const;
  AccessPath below_recycling() const;

  // TRUE when one selection of a source of these dims does it; then fills `direct`.
  bool direct(const Dims& source, DirectAccess& direct) const;
  // The source's linear position of each element of the box, in the box's order.
  void positions(const Box& box, std::int64_t* out) const;

  bool operator==(const AccessPath& other) const;

 private:
  // A selection out of an array of dims `in`; or, with `modulo` > 0, a recycling.
  struct Step {
    Selection selection;
    Dims in;
    std::int64_t modulo = 0;
  };

  static bool merge(const Step& outer, const Step& inner, Step& merged);

  Dims output_;
  std::vector<Step> steps_;
};

}  // namespace ch5mpy::engine
