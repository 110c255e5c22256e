// An HDF5 dataset as storage by boxes, its axes in R's order.
//
// Contract: see store/box_store.h. `row_major` is order "C": R's dims are the file's shape as it
// is; otherwise they are the file's shape reversed. Throws Error (unsupported) for a dataset
// without an R form, and for a null dataspace. Boxes are read and written as stored_box.h has it.
#pragma once

#include <memory>

#include "hdf5/dataset.h"
#include "store/box_store.h"
#include "store/stored_box.h"

namespace ch5mpy {

class DatasetStore : public BoxStore {
 public:
  DatasetStore(std::shared_ptr<Dataset> dataset, bool row_major);

  const StoredType& type() const override { return dataset_->type(); }
  const ChunkGrid& grid() const override { return grid_; }
  bool threaded() const override { return reads_on_threads(*dataset_); }
  void read_box(const Dims& start, const Dims& count, void* memory) const override;
  void write_box(const Dims& start, const Dims& count, const void* memory) override;
  void reclaim(std::int64_t elements, void* memory) const override;

  void mark_integer_na() override;
  void note_text(std::int64_t characters) override;

 private:
  Dims file_order(const Dims& dims) const;

  std::shared_ptr<Dataset> dataset_;
  bool row_major_;
  ChunkGrid grid_;
  std::int64_t noted_characters_ = 1;
};

}  // namespace ch5mpy
