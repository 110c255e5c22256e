// All codecs of a dataset in their order: between the elements of a chunk and its bytes in the
// file.
//
// Contract: one thread at a time; a worker makes its own from the same list of filters. It owns two
// buffers, charged to the memory budget, that are recycled from chunk to chunk. Whatever the bytes,
// no buffer grows past what a chunk of the expected size can have been encoded to.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "codec/codec.h"
#include "core/buffer.h"

namespace ch5mpy {

class Pipeline {
 public:
  // A chunk as it stands in the file; bit i of `skipped`: filter i was left out for it.
  struct Encoded {
    ConstBytes bytes;
    std::uint32_t skipped = 0;
  };

  // True when each of the filters has a codec here.
  static bool supports(const std::vector<Filter>& filters);

  // Throws Error (unsupported) for a filter that has no codec, (corrupt) for parameters or a number
  // of filters that no writer makes.
  explicit Pipeline(const std::vector<Filter>& filters);

  // The most bytes that a chunk of `decoded` bytes is stored as: what a reader may accept as size.
  std::int64_t encoded_limit(std::int64_t decoded, std::uint32_t skipped = 0) const;

  // Fills `chunk`, which has exactly the size that the chunk must have. Throws Error (corrupt).
  void decode(ConstBytes stored, std::uint32_t skipped, ByteSpan chunk);

  // The result stays valid until the next call. An optional filter that does not make a chunk
  // smaller is left out.
  Encoded encode(ConstBytes chunk);

 private:
  struct Step {
    std::unique_ptr<Codec> codec;
    bool optional;
  };

  std::vector<std::int64_t> size_limits(std::int64_t decoded, std::uint32_t skipped) const;
  ByteSpan room(int which, std::int64_t bytes);

  std::vector<Step> steps_;
  Buffer buffers_[2];
};

}  // namespace ch5mpy
