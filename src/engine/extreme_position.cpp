#include "engine/extreme_position.h"

#include <cmath>
#include <utility>

#include "engine/executor.h"

namespace ch5mpy::engine {

namespace {

class ExtremeConsumer : public BlockConsumer {
 public:
  ExtremeConsumer(Dims dims, bool largest) : dims_(std::move(dims)), largest_(largest) {}

  bool take(const Box& box, Block& block) override {
    const double* values = block.as<double>();
    visit_runs(box, dims_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
      std::int64_t best =
          largest_ ? find<true>(values + at, count) : find<false>(values + at, count);
      if (best >= 0) note(values[at + best], first + best);
    });
    return true;
  }

  std::int64_t position() const { return position_; }

 private:
  // The first of the extremes in a run; -1 when all are missing.
  template <bool Largest>
  static std::int64_t find(const double* x, std::int64_t count) {
    std::int64_t best = 0;
    while (best < count && std::isnan(x[best])) ++best;
    if (best == count) return -1;
    for (std::int64_t i = best + 1; i < count; ++i) {
      if (Largest ? x[i] > x[best] : x[i] < x[best]) best = i;
    }
    return best;
  }

  void note(double value, std::int64_t position) {
    bool better = position_ < 0 || (largest_ ? value > value_ : value < value_) ||
                  (value == value_ && position < position_);
    if (!better) return;
    value_ = value;
    position_ = position;
  }

  Dims dims_;
  bool largest_;
  double value_ = 0;
  std::int64_t position_ = -1;
};

}  // namespace

ExtremePosition extreme_position(const NodePtr& plan, bool largest, const CompileOptions& options) {
  Evaluation evaluation(make_cast(plan, ElementType::real), options);
  ExtremeConsumer consumer(plan->dims, largest);
  evaluation.run(consumer);
  return {consumer.position(), evaluation.warnings()};
}

}  // namespace ch5mpy::engine
