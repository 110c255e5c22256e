// Decoded chunks kept for the next reading of the same ones, the least recently used first out.
//
// Contract: any thread. Bytes are charged to the memory budget and take at most a quarter of its
// limit. Entries belong to an owner (a dataset as it was when it was opened), whose number is never
// used again; whoever changes a chunk forgets it first. Buffers that are pushed out are handed on,
// so that a stream of chunks recycles the same memory.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "core/buffer.h"

namespace ch5mpy {

using ChunkOwner = std::uint64_t;

class ChunkCache {
 public:
  using Bytes = std::shared_ptr<const Buffer>;

  static ChunkCache& global();
  static ChunkOwner new_owner();

  // nullptr when it is not here.
  Bytes find(ChunkOwner owner, std::int64_t chunk);
  // Takes the bytes, unless they are more than may be kept. What is in `bytes` after is a buffer
  // for other use, or empty.
  void insert(ChunkOwner owner, std::int64_t chunk, Buffer& bytes);
  void forget(ChunkOwner owner, std::int64_t chunk);
  void forget(ChunkOwner owner);
  // Down to what the budget's limit allows now.
  void trim();

 private:
  struct Key {
    ChunkOwner owner;
    std::int64_t chunk;
    bool operator==(const Key& o) const { return owner == o.owner && chunk == o.chunk; }
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(key.chunk) ^
                                        key.owner * 0x9E3779B97F4A7C15ull);
    }
  };
  struct Entry {
    Key key;
    std::shared_ptr<Buffer> bytes;
  };
  using Entries = std::list<Entry>;

  void erase(Entries::iterator entry);
  // Pushes out entries until at most `most` bytes are kept; gives back a buffer nobody reads.
  Buffer shrink(std::int64_t most);

  std::mutex mutex_;
  Entries entries_;  // most recent first
  std::unordered_map<Key, Entries::iterator, Hash> places_;
  std::int64_t size_ = 0;
};

// The chunks of one owner, forgotten when it ends.
class ChunkOwnership {
 public:
  ChunkOwnership() : owner_(ChunkCache::new_owner()) {}
  ChunkOwnership(const ChunkOwnership&) = delete;
  ChunkOwnership& operator=(const ChunkOwnership&) = delete;
  ~ChunkOwnership() { ChunkCache::global().forget(owner_); }
  ChunkOwner owner() const { return owner_; }

 private:
  ChunkOwner owner_;
};

}  // namespace ch5mpy
