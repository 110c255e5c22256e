// A stored dataset as a sink of blocks.
//
// Contract: see store/block_sink.h; keeps the dataset open. Boxes that a selection covers are
// written without reading; of others the touched part of each chunk is read, changed and written.
// Variable strings are always written alone, so that no others are written anew. At the first NA in
// an int32 the dataset gets its mark.
#pragma once

#include "core/buffer.h"
#include "store/block_sink.h"
#include "store/box_walk.h"
#include "store/dataset_store.h"

namespace ch5mpy {

class DatasetSink : public BlockSink {
 public:
  // `integer64`: the doubles of the blocks carry int64 bits.
  DatasetSink(hid_t dataset, bool row_major, bool integer64 = false);

  const Dims& dims() const override { return store_.grid().dims; }
  Dims chunk() const override { return store_.chunk(); }
  void check(const Block& values) const override;
  void put(const Selection& selection, const Block& values) override;
  void put_points(Points points, const Block& values) override;

  const StoredType& stored_type() const { return store_.type(); }

 private:
  GapRule gap_rule() const;
  bool is_direct(const Selection& selection, const Block& values) const;
  void write_boxed(const Dims& start, const Dims& count, bool covers, const BoxWalk& walk,
                   const Block& values);
  void mark_na(const Block& values);

  DatasetStore store_;
  bool integer64_;
  bool marked_na_;
  Buffer box_;
};

}  // namespace ch5mpy
