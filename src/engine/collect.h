// Consumers that keep the elements: in one block of memory, in a sink, as positions of TRUE.
//
// Contract: as BlockConsumer. Destinations outlive the consumer.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/executor.h"
#include "store/block_sink.h"

namespace ch5mpy::engine {

// Into one block that holds all elements in R's order; not text.
class MemoryCollector : public BlockConsumer {
 public:
  MemoryCollector(Block& destination, Dims dims);
  bool keeps_all() const override { return true; }
  bool lend(const Box& box, Block& block) override;
  bool take(const Box& box, Block& block) override;

 private:
  Block& destination_;
  Dims dims_;
};

// Into a sink of the same dims.
class SinkCollector : public BlockConsumer {
 public:
  explicit SinkCollector(BlockSink& sink) : sink_(sink) {}
  Dims chunk() const override { return sink_.chunk(); }
  bool take(const Box& box, Block& block) override;

 private:
  BlockSink& sink_;
};

// The 0-based positions where a logical plan is TRUE, and where it is NA, each in order. More than
// `most` of both are counted only.
class PositionCollector : public BlockConsumer {
 public:
  PositionCollector(Dims dims, bool missing, std::int64_t most)
      : dims_(std::move(dims)), with_missing_(missing), most_(most) {}
  bool take(const Box& box, Block& block) override;
  // Call once, at the end.
  void sort();
  std::int64_t count() const { return count_; }

  const std::vector<std::int64_t>& positions() const { return true_; }
  const std::vector<std::int64_t>& missing() const { return missing_; }

 private:
  Dims dims_;
  bool with_missing_;
  std::int64_t most_;
  std::int64_t count_ = 0;
  std::vector<std::int64_t> true_;
  std::vector<std::int64_t> missing_;
};

}  // namespace ch5mpy::engine
