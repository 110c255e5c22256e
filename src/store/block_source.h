// Where elements come from: a dataset, an R vector, a scratch file.
//
// Contract: used on R's thread (a later source may say otherwise); a source keeps what it reads
// from alive. `type()` and `dims()` stay as they were when it was made. Reading throws Error and
// leaves `out` undefined; it never warns by itself: it adds to the WarningLog that it was made
// with. Memory beyond `out` is charged to the budget and no more than about what one chunk or 1 MB
// takes.
#pragma once

#include "core/block.h"
#include "core/dims.h"
#include "core/dtype.h"
#include "store/selection.h"

namespace ch5mpy {

class BlockSource {
 public:
  virtual ~BlockSource() = default;

  virtual ElementType type() const = 0;
  // In R's axis order. No axes: a single value.
  virtual const Dims& dims() const = 0;
  // The box whose multiples are cheapest to read, in R's axis order: a dataset's chunk; else (not
  // chunked) all of the axes that run fastest in storage and part of the slower ones. Never zero.
  virtual Dims chunk() const = 0;

  // Fills `out` (prepared to type() and selection.size()) in R's order of the result's dims.
  // NA indices give the type's NA (raw: 0).
  virtual void gather(const Selection& selection, Block& out) = 0;
  // Element i of `out` is the one at points[i]. Costs time proportional to their number.
  virtual void gather_points(Points points, Block& out) = 0;
};

}  // namespace ch5mpy
