// A stored dataset as a source of blocks.
//
// Contract: see store/box_source.h; keeps the dataset open. Elements that were never written are
// the dataset's fill value. 64-bit integers are read by the settings in force when it was made.
#pragma once

#include <memory>
#include <utility>

#include "core/settings.h"
#include "hdf5/claims.h"
#include "store/box_source.h"
#include "store/dataset_store.h"

namespace ch5mpy {

class DatasetSource : public BoxSource {
 public:
  // `row_major`: order "C". `meter` is told of all that is read. Throws Error (unsupported) for a
  // type without an R form.
  DatasetSource(std::shared_ptr<Dataset> dataset, bool row_major, ReadMeter meter, WarningLog& log)
      : BoxSource(std::make_unique<DatasetStore>(std::move(dataset), row_major), settings().int64,
                  log),
        meter_(std::move(meter)) {}

  void gather(const Selection& selection, Block& out) override {
    meter_.count(selection.size());
    BoxSource::gather(selection, out);
  }
  void gather_points(Points points, Block& out) override {
    meter_.count(points.size());
    BoxSource::gather_points(points, out);
  }

 private:
  ReadMeter meter_;
};

}  // namespace ch5mpy
