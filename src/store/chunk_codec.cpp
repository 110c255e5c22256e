#include "store/chunk_codec.h"

#include <algorithm>

#include "core/checked.h"
#include "core/memory_budget.h"

namespace ch5mpy {

ChunkCodec::ChunkCodec(const RawLayout& layout)
    : filters_(layout.filters),
      chunk_bytes_(checked_mul(element_count(layout.chunk), layout.element_size, "a chunk")) {}

std::int64_t ChunkCodec::most_workers() const {
  // A chunk decoded, and encoded once or twice.
  std::int64_t desk = checked_mul(3, chunk_bytes_, "a chunk");
  return std::max<std::int64_t>(
      1, MemoryBudget::global().available() / std::max<std::int64_t>(1, desk));
}

ChunkCodec::Lease::Lease(ChunkCodec& codec) : codec_(codec) {
  {
    std::lock_guard<std::mutex> lock(codec.mutex_);
    if (!codec.free_.empty()) {
      desk_ = std::move(codec.free_.back());
      codec.free_.pop_back();
    }
  }
  if (desk_ == nullptr) desk_ = std::make_unique<Desk>(codec.filters_);
}

ChunkCodec::Lease::~Lease() {
  std::lock_guard<std::mutex> lock(codec_.mutex_);
  codec_.free_.push_back(std::move(desk_));
}

}  // namespace ch5mpy
