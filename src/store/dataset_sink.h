// A new dataset as a sink of blocks.
//
// Contract: see store/box_sink.h; keeps the dataset open.
#pragma once

#include <memory>

#include "store/box_sink.h"
#include "store/dataset_store.h"

namespace ch5mpy {

class DatasetSink : public BoxSink {
 public:
  // `row_major`: order "C". `integer64`: the doubles of the blocks carry int64 bits.
  DatasetSink(hid_t dataset, bool row_major, bool integer64 = false)
      : BoxSink(std::make_unique<DatasetStore>(std::make_shared<Dataset>(dataset), row_major),
                integer64) {}
};

}  // namespace ch5mpy
