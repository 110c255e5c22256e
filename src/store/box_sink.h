// Storage by boxes as a sink of blocks.
//
// Contract: see store/block_sink.h. Boxes that a selection covers are written without reading; of
// others the touched part of each chunk is read, changed and written. Variable strings are always
// written alone, so that no others are written anew. At the first NA an int32 gets its mark,
// and the width of text is noted for numpy.
#pragma once

#include <memory>

#include "core/buffer.h"
#include "store/block_sink.h"
#include "store/box_store.h"
#include "store/box_part.h"

namespace ch5mpy {

class BoxSink : public BlockSink {
 public:
  // `integer64`: the doubles of the blocks carry int64 bits.
  BoxSink(std::unique_ptr<BoxStore> store, bool integer64);

  const Dims& dims() const override { return store_->grid().dims; }
  Dims chunk() const override { return store_->grid().chunk(); }
  void check(const Block& values) const override;
  void put(const Selection& selection, const Block& values) override;
  void put_points(Points points, const Block& values) override;

  const StoredType& stored_type() const { return store_->type(); }

 private:
  GapRule gap_rule() const;
  bool is_direct(const Selection& selection, const Block& values) const;
  void write_direct(const Selection& selection, const Block& values);
  void write_boxed(const BoxPart& part, const Block& values);
  void mark(const Block& values);

  std::unique_ptr<BoxStore> store_;
  bool integer64_;
  bool marked_na_;
  BoxPart part_;
  Buffer box_;
};

}  // namespace ch5mpy
