#include "engine/reduce.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "core/error.h"
#include "engine/accumulator.h"
#include "engine/executor.h"

namespace ch5mpy::engine {

namespace {

// Each worker has an accumulator of its own.
class SharedReduction : public StripConsumer {
 public:
  using Make = std::function<std::unique_ptr<Accumulator>()>;

  SharedReduction(Make make, bool may_stop) : make_(std::move(make)), may_stop_(may_stop) {}

  void prepare(int workers) override {
    for (int worker = 0; worker < workers; ++worker) accumulators_.push_back(make_());
  }
  void take(int worker, const Block& piece) override {
    // Stopping early would swallow the warnings of what comes after.
    if (!accumulators_[static_cast<std::size_t>(worker)]->add(piece) && may_stop_) settled_ = true;
  }
  bool settled() const override { return settled_; }

  std::unique_ptr<Accumulator> merged() {
    std::unique_ptr<Accumulator> all = std::move(accumulators_.front());
    for (std::size_t i = 1; i < accumulators_.size(); ++i) all->merge(*accumulators_[i]);
    return all;
  }

 private:
  Make make_;
  bool may_stop_;
  std::atomic<bool> settled_{false};
  std::vector<std::unique_ptr<Accumulator>> accumulators_;
};

class OrderedReduction : public BlockConsumer {
 public:
  explicit OrderedReduction(Accumulator& accumulator) : accumulator_(accumulator) {}
  bool needs_order() const override { return true; }
  bool take(const Box&, Block& block) override { return accumulator_.add(block); }

 private:
  Accumulator& accumulator_;
};

std::unique_ptr<Accumulator> accumulate(Evaluation& evaluation, const SharedReduction::Make& make) {
  std::unique_ptr<Accumulator> first = make();
  if (first->needs_order()) {
    OrderedReduction consumer(*first);
    evaluation.run(consumer);
    return first;
  }
  SharedReduction consumer(make, !evaluation.may_warn());
  evaluation.run(consumer);
  return consumer.merged();
}

bool is_number(ElementType type) {
  return type == ElementType::logical || type == ElementType::integer || type == ElementType::real;
}

}  // namespace

Reduction reduction_from_name(const std::string& name) {
  static const std::map<std::string, Reduction> names = {{"sum", Reduction::sum},
                                                         {"prod", Reduction::prod},
                                                         {"min", Reduction::min},
                                                         {"max", Reduction::max},
                                                         {"range", Reduction::range},
                                                         {"any", Reduction::any},
                                                         {"all", Reduction::all},
                                                         {"mean", Reduction::mean},
                                                         {"finite_range", Reduction::finite_range},
                                                         {"tally", Reduction::tally}};
  auto found = names.find(name);
  if (found == names.end()) {
    throw Error(ErrorKind::argument, "There is no reduction named '" + name + "'.");
  }
  return found->second;
}

std::unique_ptr<Accumulator> make_accumulator(Reduction what, ElementType type, bool na_rm) {
  bool total = what == Reduction::sum || what == Reduction::mean || what == Reduction::prod;
  if (type == ElementType::complex && total) return make_complex_total(what, na_rm);
  if (!is_number(type)) {
    throw Error(ErrorKind::unsupported,
                std::string("Values of type ") + element_type_name(type) +
                    " cannot be reduced block by block; load the array with as.array() first.");
  }
  switch (what) {
    case Reduction::sum:
      return make_sum(type, na_rm);
    case Reduction::prod:
      return make_product(type, na_rm);
    case Reduction::min:
      return make_extremes(type, na_rm, true, false);
    case Reduction::max:
      return make_extremes(type, na_rm, false, true);
    case Reduction::range:
      return make_extremes(type, na_rm, true, true);
    case Reduction::finite_range:
      return make_extremes(type, na_rm, true, true, true);
    case Reduction::any:
      return make_truth(na_rm, true);
    case Reduction::all:
      return make_truth(na_rm, false);
    case Reduction::mean:
      return make_mean(type, na_rm);
    case Reduction::tally:
      return make_tally(type, na_rm);
  }
  throw Error(ErrorKind::internal, "A reduction of no known kind was asked for.");
}

Reduced reduce(const NodePtr& plan, Reduction what, bool na_rm, const CompileOptions& options) {
  bool logical = what == Reduction::any || what == Reduction::all;
  auto make = [&] { return make_accumulator(what, plan->type, na_rm); };
  make();  // says before work that there is none
  Evaluation evaluation(logical ? make_cast(plan, ElementType::logical) : plan, options);
  std::unique_ptr<Accumulator> accumulator = accumulate(evaluation, make);
  Reduced reduced{accumulator->result(), evaluation.warnings()};
  bool coerced = logical && plan->type == ElementType::real && element_count(plan->dims) > 0;
  if (coerced) {
    reduced.warnings.emplace_back("coercing argument of type 'double' to logical");
  }
  for (std::string& text : accumulator->warnings()) reduced.warnings.push_back(std::move(text));
  return reduced;
}

}  // namespace ch5mpy::engine
