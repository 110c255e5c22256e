// HDF5's filter 3: a checksum of four bytes behind the data.
//
// Contract: as codec.h. Decoding throws Error (corrupt) when the checksum is not that of the data.
// The byte order that HDF5 before 1.6.3 wrote on little-endian machines is accepted too.
#pragma once

#include "codec/codec.h"

namespace ch5mpy {

class Fletcher32 : public Codec {
 public:
  static constexpr std::int64_t kChecksumSize = 4;

  bool fixed_size() const override { return true; }
  std::int64_t encoded_limit(std::int64_t decoded) const override;
  std::int64_t encode(ConstBytes in, ByteSpan out) override;
  std::int64_t decode(ConstBytes in, ByteSpan out) override;
};

// Fletcher's checksum over big-endian 16-bit words; an odd last byte is the high half of a word.
std::uint32_t fletcher32(ConstBytes bytes);

}  // namespace ch5mpy
