// A stored dataset as a sink whose writes can be taken back.
//
// Contract: see store/undoable_sink.h and store/box_sink.h.
#pragma once

#include <memory>
#include <string>

#include "store/box_sink.h"
#include "store/undo_store.h"
#include "store/undoable_sink.h"

namespace ch5mpy {

class RevertibleSink : public UndoableSink {
 public:
  RevertibleSink(std::unique_ptr<BoxStore> store, const std::string& scratch_folder)
      : RevertibleSink(std::make_unique<UndoStore>(std::move(store), scratch_folder)) {}

  const Dims& dims() const override { return sink_.dims(); }
  Dims chunk() const override { return sink_.chunk(); }
  void check(const Block& values) const override { sink_.check(values); }
  void put(const Selection& selection, const Block& values) override {
    sink_.put(selection, values);
  }
  void put_points(Points points, const Block& values) override { sink_.put_points(points, values); }

  void begin() override { undo_->begin(); }
  void commit() noexcept override { undo_->commit(); }
  void rollback() override { undo_->rollback(); }

 private:
  explicit RevertibleSink(std::unique_ptr<UndoStore> undo)
      : undo_(undo.get()), sink_(std::move(undo), false) {}

  UndoStore* undo_;  // owned by sink_
  BoxSink sink_;
};

}  // namespace ch5mpy
