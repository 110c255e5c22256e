// HDF5's filter 1: a zlib stream, made and read by libdeflate.
//
// Contract: as codec.h. Bytes behind the end of the stream are ignored, as zlib ignores them.
// The encoder's and decoder's tables (some 100 KB, at high levels some MB) are allocated at first
// use and live as long as the codec.
#pragma once

#include <memory>

#include "codec/codec.h"

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace ch5mpy {

class Deflate : public Codec {
 public:
  static constexpr int kDefaultLevel = 4;

  // `level` is 0 (stored) to 9 (smallest).
  explicit Deflate(int level) : level_(level) {}

  bool fixed_size() const override { return false; }
  std::int64_t encoded_limit(std::int64_t decoded) const override;
  std::int64_t encode(ConstBytes in, ByteSpan out) override;
  std::int64_t decode(ConstBytes in, ByteSpan out) override;

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
    void operator()(libdeflate_decompressor* decompressor) const;
  };

  int level_;
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

}  // namespace ch5mpy
