// HDF5's registered filter 32000, h5py's: a stream of LZF.
//
// The stream is a row of steps. A first byte below 32 is followed by so many plain bytes and one
// more. Else its upper three bits are a length (7: the next byte is added to it), its lower five
// and the next byte a distance: length + 2 bytes are repeated from distance + 1 before the end of
// what is decoded; the two may overlap.
//
// Contract: as codec.h. The encoder's table (64 KB) is allocated at first use.
#pragma once

#include <cstdint>
#include <vector>

#include "codec/codec.h"

namespace ch5mpy {

class Lzf : public Codec {
 public:
  bool fixed_size() const override { return false; }
  std::int64_t encoded_limit(std::int64_t decoded) const override;
  std::int64_t encode(ConstBytes in, ByteSpan out) override;
  std::int64_t decode(ConstBytes in, ByteSpan out) override;

 private:
  // Where three bytes with a certain hash were seen last.
  std::vector<std::int64_t> seen_;
};

}  // namespace ch5mpy
