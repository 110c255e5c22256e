#include "engine/reduce.h"

#include <map>
#include <memory>

#include "core/error.h"
#include "engine/accumulator.h"
#include "engine/executor.h"

namespace ch5mpy::engine {

namespace {

class ReduceConsumer : public BlockConsumer {
 public:
  ReduceConsumer(Accumulator& accumulator, bool may_stop)
      : accumulator_(accumulator), may_stop_(may_stop) {}
  bool needs_order() const override { return accumulator_.needs_order(); }
  bool take(const Box&, Block& block) override {
    // Stopping early would swallow the warnings of what comes after.
    return accumulator_.add(block) || !may_stop_;
  }

 private:
  Accumulator& accumulator_;
  bool may_stop_;
};

bool is_number(ElementType type) {
  return type == ElementType::logical || type == ElementType::integer || type == ElementType::real;
}

}  // namespace

Reduction reduction_from_name(const std::string& name) {
  static const std::map<std::string, Reduction> names = {
      {"sum", Reduction::sum}, {"prod", Reduction::prod},   {"min", Reduction::min},
      {"max", Reduction::max}, {"range", Reduction::range}, {"any", Reduction::any},
      {"all", Reduction::all}, {"mean", Reduction::mean}};
  auto found = names.find(name);
  if (found == names.end()) {
    throw Error(ErrorKind::argument, "There is no reduction named '" + name + "'.");
  }
  return found->second;
}

std::unique_ptr<Accumulator> make_accumulator(Reduction what, ElementType type, bool na_rm) {
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
    case Reduction::any:
      return make_truth(na_rm, true);
    case Reduction::all:
      return make_truth(na_rm, false);
    case Reduction::mean:
      return make_mean(type, na_rm);
  }
  throw Error(ErrorKind::internal, "A reduction of no known kind was asked for.");
}

Reduced reduce(const NodePtr& plan, Reduction what, bool na_rm, const CompileOptions& options) {
  bool logical = what == Reduction::any || what == Reduction::all;
  std::unique_ptr<Accumulator> accumulator = make_accumulator(what, plan->type, na_rm);
  Evaluation evaluation(logical ? make_cast(plan, ElementType::logical) : plan, options);
  ReduceConsumer consumer(*accumulator, !evaluation.may_warn());
  evaluation.run(consumer);
  Reduced reduced{accumulator->result(), evaluation.warnings()};
  bool coerced = logical && plan->type == ElementType::real && element_count(plan->dims) > 0;
  if (coerced) {
    reduced.warnings.emplace_back("coercing argument of type 'double' to logical");
  }
  for (std::string& text : accumulator->warnings()) reduced.warnings.push_back(std::move(text));
  return reduced;
}

}  // namespace ch5mpy::engine
