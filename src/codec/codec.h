// One reversible step between the elements of a chunk and its bytes in the file (in HDF5's words, a
// filter).
//
// Contract of every codec: bytes in, bytes out; it reads `in` and writes `out` only, and keeps
// nothing of either. It sees neither R nor HDF5 and may run on any thread; one instance serves one
// thread at a time. What it decodes comes from a file and is distrusted: whatever the bytes, it
// writes at most `out.size()` bytes, allocates no more than a constant, ends, and throws Error
// (corrupt) when they are not what an encoder makes.
//
// To add one:
//   1. derive it in codec/<name>.h and .cpp, list the object in src/Makevars;
//   2. give it its HDF5 filter number in make_codec() (codec.cpp), where its parameters are
//   checked;
//   3. run it through the suite that all codecs pass, in tests/cpp/codec/test_<name>.cpp, and add
//      there what is its own: bytes that another program wrote, and damaged ones.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/span.h"

namespace ch5mpy {

using ByteSpan = Span<std::uint8_t>;
using ConstBytes = Span<const std::uint8_t>;

// A filter as a file lists it.
struct Filter {
  int id = 0;
  // The chunk may be stored without it (and then says so).
  bool optional = false;
  std::vector<std::uint32_t> parameters;
};

class Codec {
 public:
  virtual ~Codec() = default;

  // True when the encoded size is always encoded_limit().
  virtual bool fixed_size() const = 0;

  // The most bytes that `decoded` bytes are encoded to, by any program. Throws Error (memory) when
  // that is past what can be counted.
  virtual std::int64_t encoded_limit(std::int64_t decoded) const = 0;

  // Encodes all of `in`; `out` has room for encoded_limit(in.size()). Returns the bytes written.
  virtual std::int64_t encode(ConstBytes in, ByteSpan out) = 0;

  // Decodes `in`; returns the bytes written. Throws Error (corrupt) when `out` is too small, since
  // its size is what the file says that the chunk has.
  virtual std::int64_t decode(ConstBytes in, ByteSpan out) = 0;
};

// The codec for a filter, or nullptr for a filter that is none of ours. Throws Error (corrupt) for
// parameters that no encoder writes.
std::unique_ptr<Codec> make_codec(const Filter& filter);

}  // namespace ch5mpy
