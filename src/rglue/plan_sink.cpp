#include "rglue/plan_sink.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "core/memory_budget.h"
#include "core/warning_log.h"
#include "engine/collect.h"
#include "rglue/alloc.h"
#include "rglue/text.h"
#include "rglue/vector.h"
#include "store/block_copy.h"
#include "store/dataset_sink.h"
#include "store/dataset_source.h"
#include "store/element_check.h"
#include "store/memory_array.h"
#include "store/new_dataset.h"

namespace ch5mpy {

namespace {

using engine::Box;

// Strings go into a character vector block by block.
class StringCollector : public engine::BlockConsumer {
 public:
  StringCollector(SEXP out, Dims dims) : out_(out), dims_(std::move(dims)) {}
  bool needs_order() const override { return true; }
  bool take(const Box& box, Block& block) override {
    fill_strings(block.text(), out_, engine::box_origin(box, dims_));
    return true;
  }

 private:
  SEXP out_;
  Dims dims_;
};

// Into a dataset that is made when the first values are there, since they decide its filters.
class NewDatasetSink : public engine::BlockConsumer {
 public:
  NewDatasetSink(hid_t file, const NewDataset& wanted)
      : file_(file), wanted_(wanted), chunk_(planned_chunk(wanted)) {}
  Dims chunk() const override { return chunk_; }
  bool take(const Box& box, Block& block) override {
    if (!sink_) make(&block);
    sink_->put(Selection::box(box.start, box.count), block);
    return true;
  }
  Handle release() {
    if (!sink_) make(nullptr);
    sink_.reset();
    return std::move(dataset_);
  }

 private:
  void make(const Block* sample) {
    wanted_.sample = sample;
    dataset_ = make_dataset(file_, wanted_);
    wanted_.sample = nullptr;
    sink_ = std::make_unique<DatasetSink>(dataset_.get(), wanted_.row_major);
  }

  hid_t file_;
  NewDataset wanted_;
  Dims chunk_;
  Handle dataset_;
  std::unique_ptr<DatasetSink> sink_;
};

// Logical values into a dataset without NA until the first one comes; then into one with.
class LogicalSink : public engine::BlockConsumer {
 public:
  LogicalSink(hid_t file, const NewDataset& wanted) : file_(file), wanted_(wanted) { make(); }
  Dims chunk() const override { return sink_->chunk(); }
  bool take(const Box& box, Block& block) override {
    if (!wanted_.nullable && has_na(block)) make_nullable();
    sink_->put(Selection::box(box.start, box.count), block);
    if (!wanted_.nullable) written_.push_back(box);
    return true;
  }
  Handle release() {
    sink_.reset();
    return std::move(dataset_);
  }

 private:
  void make() {
    dataset_ = make_dataset(file_, wanted_);
    sink_ = std::make_unique<DatasetSink>(dataset_.get(), wanted_.row_major);
  }
  void make_nullable() {
    Handle before = std::move(dataset_);
    wanted_.nullable = true;
    make();
    WarningLog log;
    DatasetSource source(std::make_shared<Dataset>(before.get()), wanted_.row_major,
                         ReadMeter(), log);
    Block block;
    for (const Box& box : written_) {
      Selection same = Selection::box(box.start, box.count);
      source.gather(same, block);
      sink_->put(same, block);
    }
    written_.clear();
  }

  hid_t file_;
  NewDataset wanted_;
  Handle dataset_;
  std::unique_ptr<DatasetSink> sink_;
  std::vector<Box> written_;
};

// What is small is computed first and stored as its values ask for (NA, width of text).
bool is_small(const engine::Evaluation& evaluation) {
  std::int64_t count = element_count(evaluation.dims());
  auto size = static_cast<std::int64_t>(element_size(evaluation.type()));
  if (evaluation.type() == ElementType::text) size *= 4;
  return count <= MemoryBudget::global().available() / 8 / size;
}

Handle store_small(engine::Evaluation& evaluation, hid_t file, const DatasetSpec& spec,
                   NewDataset& wanted) {
  Block values(evaluation.type(), element_count(evaluation.dims()));
  MemoryArray array(std::move(values), evaluation.dims());
  engine::SinkCollector collector(array);
  evaluation.run(collector);
  spec.fit(wanted, array.values(), false);
  wanted.sample = &array.values();
  Handle dataset = make_dataset(file, wanted);
  DatasetSink sink(dataset.get(), wanted.row_major);
  sink.put(Selection::all(sink.dims()), array.values());
  return dataset;
}

}  // namespace

SEXP collect_vector(engine::Evaluation& evaluation) {
  std::int64_t count = element_count(evaluation.dims());
  Rcpp::Shield<SEXP> out(allocate_vector(evaluation.type(), count));
  if (evaluation.type() == ElementType::text) {
    StringCollector collector(out, evaluation.dims());
    evaluation.run(collector);
    return out;
  }
  Block block;
  block.borrow(evaluation.type(), DATAPTR(out), count);
  engine::MemoryCollector collector(block, evaluation.dims());
  evaluation.run(collector);
  return out;
}

Handle collect_dataset(engine::Evaluation& evaluation, hid_t file, const DatasetSpec& spec,
                       bool is_vector) {
  NewDataset wanted = spec.dataset(evaluation.type(), evaluation.dims(), is_vector);
  if (is_small(evaluation)) return store_small(evaluation, file, spec, wanted);
  if (evaluation.type() == ElementType::logical && wanted.type.empty()) {
    LogicalSink sink(file, wanted);
    evaluation.run(sink);
    return sink.release();
  }
  NewDatasetSink sink(file, wanted);
  evaluation.run(sink);
  return sink.release();
}

}  // namespace ch5mpy
