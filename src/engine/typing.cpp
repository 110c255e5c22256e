#include "engine/typing.h"

#include <algorithm>

#include "core/error.h"

namespace ch5mpy::engine {

namespace {

// R's order of coercion.
int width(ElementType type) {
  switch (type) {
    case ElementType::raw:
      return 0;
    case ElementType::logical:
      return 1;
    case ElementType::integer:
      return 2;
    case ElementType::real:
      return 3;
    case ElementType::complex:
      return 4;
    case ElementType::text:
      return 5;
  }
  return 5;
}

const KernelRow* best_in(Span<const KernelRow> rows, const std::string& function, int arity,
                         int wanted, const KernelRow* best) {
  for (const KernelRow& row : rows) {
    if (row.arity != arity || function != row.function) continue;
    if (best == nullptr) {
      best = &row;
      continue;
    }
    bool holds = width(row.in) >= wanted;
    bool best_holds = width(best->in) >= wanted;
    bool narrower = width(row.in) < width(best->in);
    if (holds != best_holds ? holds : narrower == holds) best = &row;
  }
  return best;
}

}  // namespace

const KernelRow& kernel_for(const std::string& function, const std::vector<ElementType>& types) {
  int wanted = 0;
  for (ElementType type : types) wanted = std::max(wanted, width(type));
  const KernelRow* best = nullptr;
  for (Span<const KernelRow> rows :
       {arithmetic_rows(), integer_rows(), comparison_rows(), logic_rows(), missing_rows(),
        math_rows(), complex_rows(), choice_rows()}) {
    best = best_in(rows, function, static_cast<int>(types.size()), wanted, best);
  }
  // A complex number or a text would become another value in a narrower kernel.
  bool lost = best != nullptr && wanted >= width(ElementType::complex) && width(best->in) < wanted;
  if (best == nullptr || lost) {
    std::string names;
    for (ElementType type : types) {
      names += names.empty() ? "" : ", ";
      names += element_type_name(type);
    }
    throw Error(ErrorKind::unsupported, "'" + function + "' of (" + names +
                                            ") cannot be computed block by block; load the array "
                                            "with as.array() first.");
  }
  return *best;
}

}  // namespace ch5mpy::engine
