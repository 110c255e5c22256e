// Small plans over memory, and their results as vectors.
#pragma once

#include <memory>
#include <numeric>
#include <vector>

#include "core/memory_budget.h"
#include "core/na.h"
#include "engine/collect.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "store/memory_array.h"

namespace plans {

using namespace ch5mpy;
using namespace ch5mpy::engine;

template <typename T>
Block block_of(ElementType type, const std::vector<T>& values) {
  Block block(type, static_cast<std::int64_t>(values.size()));
  std::copy(values.begin(), values.end(), block.as<T>());
  return block;
}

inline NodePtr reals(const std::vector<double>& values, Dims dims) {
  return make_source(
      std::make_shared<MemoryArray>(block_of(ElementType::real, values), std::move(dims)));
}
inline NodePtr reals(const std::vector<double>& values) {
  return reals(values, {static_cast<std::int64_t>(values.size())});
}
inline NodePtr integers(const std::vector<std::int32_t>& values,
                        ElementType type = ElementType::integer) {
  return make_source(std::make_shared<MemoryArray>(block_of(type, values),
                                                   Dims{static_cast<std::int64_t>(values.size())}));
}
inline NodePtr logicals(const std::vector<std::int32_t>& values) {
  return integers(values, ElementType::logical);
}
inline NodePtr number(double value) {
  return make_constant(std::make_shared<Block>(block_of<double>(ElementType::real, {value})), {1});
}
// 0, 1, 2, ...
inline std::vector<double> counting(std::int64_t count) {
  std::vector<double> values(static_cast<std::size_t>(count));
  std::iota(values.begin(), values.end(), 0.0);
  return values;
}

inline NodePtr call(const std::string& name, std::vector<NodePtr> args, ElementType type) {
  Dims dims = args[0]->dims;
  for (const NodePtr& arg : args) {
    if (element_count(arg->dims) != 1) dims = arg->dims;
  }
  return make_call(name, std::move(args), type, dims);
}

// A cap while it lives.
class Cap {
 public:
  explicit Cap(std::int64_t bytes) : before_(MemoryBudget::global().limit()) {
    MemoryBudget::global().set_limit(MemoryBudget::global().used() + bytes);
  }
  ~Cap() { MemoryBudget::global().set_limit(before_); }

 private:
  std::int64_t before_;
};

template <typename T>
std::vector<T> evaluate(const NodePtr& plan, std::vector<std::string>* warnings = nullptr) {
  CompileOptions options;
  options.scratch_folder = "/tmp";
  Evaluation evaluation(plan, options);
  Block out(plan->type, element_count(plan->dims));
  MemoryCollector collector(out, plan->dims);
  evaluation.run(collector);
  if (warnings != nullptr) *warnings = evaluation.warnings();
  return std::vector<T>(out.as<T>(), out.as<T>() + out.size());
}
inline std::vector<double> values(const NodePtr& plan,
                                  std::vector<std::string>* warnings = nullptr) {
  return evaluate<double>(plan, warnings);
}
inline std::vector<std::int32_t> whole_values(const NodePtr& plan,
                                              std::vector<std::string>* warnings = nullptr) {
  return evaluate<std::int32_t>(plan, warnings);
}

}  // namespace plans
