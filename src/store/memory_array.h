// An array in memory: a source and a sink over one Block.
//
// Contract: the block is owned, or borrows memory (an R vector's) that outlives the array. A sink
// over borrowed memory is only made by who may change it. Reading from one thread at a time.
#pragma once

#include "store/block_sink.h"
#include "store/block_source.h"

namespace ch5mpy {

class MemoryArray : public BlockSource, public BlockSink {
 public:
  // values.size() is the number of elements of `dims`.
  MemoryArray(Block values, Dims dims);

  ElementType type() const override { return values_.type(); }
  const Dims& dims() const override { return dims_; }
  Dims chunk() const override;

  void gather(const Selection& selection, Block& out) override;
  void gather_points(Points points, Block& out) override;

  // Only a block of the array's own type fits.
  void check(const Block& values) const override;
  void put(const Selection& selection, const Block& values) override;
  void put_points(Points points, const Block& values) override;

  const Block& values() const { return values_; }

 private:
  Block values_;
  Dims dims_;
};

}  // namespace ch5mpy
