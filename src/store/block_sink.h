// Where elements go: a stored dataset or a scratch file.
//
// Contract: used on R's thread; keeps its target alive. Values are converted to what the target
// stores. `check` throws Error (type, naming the value and the stored type) when the target cannot
// hold a value of the block, before anything is written; `put` checks too, but what earlier calls
// wrote stays: who needs all or nothing checks everything first, or writes to a new dataset.
// A target is written in any order; when a selection names an element twice, the last value stays
// (as R's assignment). NA indices are refused (subscript).
#pragma once

#include "core/block.h"
#include "core/dims.h"
#include "store/selection.h"

namespace ch5mpy {

class BlockSink {
 public:
  virtual ~BlockSink() = default;

  virtual const Dims& dims() const = 0;
  // As BlockSource::chunk(): multiples of it are written without reading first.
  virtual Dims chunk() const = 0;

  virtual void check(const Block& values) const = 0;
  // values.size() == selection.size(), in R's order of the selection's dims (after its
  // permutation).
  virtual void put(const Selection& selection, const Block& values) = 0;
  virtual void put_points(Points points, const Block& values) = 0;
};

}  // namespace ch5mpy
