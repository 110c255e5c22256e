#include "store/chunk_cache.h"

#include <atomic>

#include "core/memory_budget.h"

namespace ch5mpy {

namespace {

std::int64_t most_bytes() {
  return MemoryBudget::global().limit() / 4;
}

}  // namespace

// Never destroyed: what is forgotten at the end of the process finds it still there.
ChunkCache& ChunkCache::global() {
  static ChunkCache* cache = new ChunkCache();
  return *cache;
}

ChunkOwner ChunkCache::new_owner() {
  static std::atomic<ChunkOwner> last{0};
  return ++last;
}

ChunkCache::Bytes ChunkCache::find(ChunkOwner owner, std::int64_t chunk) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto place = places_.find(Key{owner, chunk});
  if (place == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, place->second);
  return place->second->bytes;
}

void ChunkCache::insert(ChunkOwner owner, std::int64_t chunk, Buffer& bytes) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (bytes.capacity() > most_bytes()) return;
  Key key{owner, chunk};
  auto known = places_.find(key);
  if (known != places_.end()) erase(known->second);
  Buffer spare = shrink(most_bytes() - bytes.capacity());
  size_ += bytes.capacity();
  entries_.push_front({key, std::make_shared<Buffer>(std::move(bytes))});
  places_[key] = entries_.begin();
  bytes = std::move(spare);
}

void ChunkCache::forget(ChunkOwner owner, std::int64_t chunk) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto known = places_.find(Key{owner, chunk});
  if (known != places_.end()) erase(known->second);
}

void ChunkCache::forget(ChunkOwner owner) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    auto next = std::next(entry);
    if (entry->key.owner == owner) erase(entry);
    entry = next;
  }
}

void ChunkCache::trim() {
  std::lock_guard<std::mutex> lock(mutex_);
  shrink(most_bytes());
}

void ChunkCache::erase(Entries::iterator entry) {
  size_ -= entry->bytes->capacity();
  places_.erase(entry->key);
  entries_.erase(entry);
}

Buffer ChunkCache::shrink(std::int64_t most) {
  Buffer spare;
  while (size_ > most && !entries_.empty()) {
    auto last = std::prev(entries_.end());
    std::shared_ptr<Buffer> bytes = std::move(last->bytes);
    size_ -= bytes->capacity();
    places_.erase(last->key);
    entries_.erase(last);
    // Readers of it took it under the lock that is held here: nobody else can come.
    if (bytes.use_count() == 1 && bytes->capacity() > spare.capacity()) spare.swap(*bytes);
  }
  return spare;
}

}  // namespace ch5mpy
