// Storage by boxes as a source of blocks.
//
// Contract: see store/block_source.h. k scattered elements or rows cost time proportional to k: the
// bounding box of what is wanted in a chunk is read once. Warnings (64-bit integers that are not
// exact, an INT_MIN that reads as NA) go to `log`, which must outlive the source; the policy
// "error" throws Error (type) instead of the former. Boxes are read and converted on the pool's
// threads where the store can be read so.
#pragma once

#include <memory>
#include <vector>

#include "core/buffer.h"
#include "core/settings.h"
#include "core/warning_log.h"
#include "store/block_source.h"
#include "store/box_part.h"
#include "store/box_store.h"
#include "store/element_decode.h"

namespace ch5mpy {

class BoxSource : public BlockSource {
 public:
  BoxSource(std::unique_ptr<BoxStore> store, Int64Policy policy, WarningLog& log);

  ElementType type() const override { return store_->type().element; }
  const Dims& dims() const override { return store_->grid().dims; }
  Dims chunk() const override { return store_->grid().chunk(); }
  void gather(const Selection& selection, Block& out) override;
  void gather_points(Points points, Block& out) override;

  const StoredType& stored_type() const { return store_->type(); }
  // The doubles it gives carry int64 bits; R sets the class.
  bool is_integer64() const { return decodes_to_integer64(store_->type(), policy_); }

 private:
  bool is_direct(const Selection& selection) const;
  void read_direct(const Selection& selection, Block& out);
  // What a thread that reads boxes has to itself.
  struct Desk {
    BoxPart part;
    Buffer box;
    DecodeFindings findings;
  };
  // Reads `boxes` boxes into `out`; `load(i, part)` says which.
  template <typename Load>
  void read_boxes(std::int64_t boxes, Block& out, Load&& load);
  void read_box(Desk& desk, Block& out) const;
  std::int64_t most_workers() const;
  void report();

  std::unique_ptr<BoxStore> store_;
  Int64Policy policy_;
  WarningLog& log_;
  DecodeFindings findings_;
  std::vector<Desk> desks_;
};

}  // namespace ch5mpy
