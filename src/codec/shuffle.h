// HDF5's filter 2: the first bytes of all elements, then their second bytes, and so on, which packs
// better. Bytes behind the last whole element stay at the end.
//
// Contract: as codec.h; neither size nor content is checked by this filter, any bytes are valid.
#pragma once

#include "codec/codec.h"

namespace ch5mpy {

class Shuffle : public Codec {
 public:
  // `width` is the size of an element in bytes, at least 1.
  explicit Shuffle(std::int64_t width) : width_(width) {}

  bool fixed_size() const override { return true; }
  std::int64_t encoded_limit(std::int64_t decoded) const override { return decoded; }
  std::int64_t encode(ConstBytes in, ByteSpan out) override;
  std::int64_t decode(ConstBytes in, ByteSpan out) override;

 private:
  std::int64_t width_;
};

}  // namespace ch5mpy
