#include "engine/collect.h"

#include <algorithm>
#include <utility>

#include "core/na.h"
#include "store/block_copy.h"

namespace ch5mpy::engine {

MemoryCollector::MemoryCollector(Block& destination, Dims dims)
    : destination_(destination), dims_(std::move(dims)) {}

bool MemoryCollector::lend(const Box& box, Block& block) {
  if (!is_contiguous(box, dims_)) return false;
  auto size = static_cast<std::int64_t>(element_size(destination_.type()));
  char* at = destination_.as<char>() + box_origin(box, dims_) * size;
  block.borrow(destination_.type(), at, box.size());
  return true;
}

bool MemoryCollector::take(const Box& box, Block& block) {
  if (is_contiguous(box, dims_)) return true;  // was written in place
  visit_runs(box, dims_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
    copy_elements(block, at, count, destination_, first);
  });
  return true;
}

bool SinkCollector::take(const Box& box, Block& block) {
  sink_.put(Selection::box(box.start, box.count), block);
  return true;
}

bool PositionCollector::take(const Box& box, Block& block) {
  const auto* values = block.as<std::int32_t>();
  visit_runs(box, dims_, [&](std::int64_t first, std::int64_t count, std::int64_t at) {
    for (std::int64_t i = 0; i < count; ++i) {
      bool na = values[at + i] == kNaInteger;
      if (values[at + i] == 0 || (na && !with_missing_)) continue;
      if (++count_ <= most_) (na ? missing_ : true_).push_back(first + i);
    }
  });
  return true;
}

void PositionCollector::sort() {
  std::sort(true_.begin(), true_.end());
  std::sort(missing_.begin(), missing_.end());
}

}  // namespace ch5mpy::engine
