#include "engine/assign_masked.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/buffer.h"
#include "core/na.h"
#include "engine/assign_target.h"
#include "store/block_copy.h"

namespace ch5mpy::engine {

namespace {

class MaskWriter : public BlockConsumer {
 public:
  MaskWriter(const Target& target, const Block& values, BlockSink& sink)
      : target_(target), values_(values), sink_(sink) {}

  // R's order says which value goes where, and which of two for one element stays.
  bool needs_order() const override { return values_.size() > 1 || !target_.is_direct; }
  Dims chunk() const override { return target_chunk(target_, sink_); }

  bool take(const Box& box, Block& block) override {
    std::int64_t count = box.size();
    const auto* mask = block.as<std::int32_t>();
    std::int64_t chosen = 0;
    for (std::int64_t i = 0; i < count; ++i) chosen += mask[i] != 0 && mask[i] != kNaInteger;
    if (chosen == 0) return true;
    positions_.reserve(count * 8);
    auto* at = positions_.as<std::int64_t>();
    target_.access.positions(box, at);
    std::int64_t kept = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      if (mask[i] != 0 && mask[i] != kNaInteger) at[kept++] = at[i];
    }
    sink_.put_points(Points(at, kept), next_values(kept));
    return true;
  }

 private:
  const Block& next_values(std::int64_t count) {
    std::int64_t length = values_.size();
    part_.reset(values_.type(), count);
    if (length == 1) {
      fill_block(values_, part_);
      return part_;
    }
    for (std::int64_t done = 0; done < count;) {
      std::int64_t from = (used_ + done) % length;
      std::int64_t n = std::min(count - done, length - from);
      copy_elements(values_, from, n, part_, done);
      done += n;
    }
    used_ += count;
    return part_;
  }

  const Target& target_;
  const Block& values_;
  BlockSink& sink_;
  std::int64_t used_ = 0;
  Block part_;
  Buffer positions_;
};

}  // namespace

std::vector<std::string> assign_masked(const NodePtr& target, UndoableSink& sink,
                                       const NodePtr& mask, const Block& values, bool aliased,
                                       const CompileOptions& options) {
  Target where = find_target(target);
  Evaluation evaluation(make_reshape(mask, target->dims), options);
  MaskWriter writer(where, values, sink);
  if (!aliased && !must_stage(where, evaluation)) {
    run_undoable(evaluation, writer, sink);
    return evaluation.warnings();
  }
  Evaluation stage(staged(evaluation, options), options);
  run_undoable(stage, writer, sink);
  return evaluation.warnings();
}

}  // namespace ch5mpy::engine
