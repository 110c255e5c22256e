#include "codec/shuffle.h"

#include <algorithm>
#include <string>

#include "core/error.h"

namespace ch5mpy {

namespace {

// Elements are handled in tiles that stay in the first-level cache on both sides.
constexpr std::int64_t kTile = 256;

// A width known to the compiler turns the inner loop into vector shuffles.
template <int Width>
void spread(const std::uint8_t* in, std::uint8_t* out, std::int64_t count) {
  for (std::int64_t start = 0; start < count; start += kTile) {
    const std::int64_t end = std::min(count, start + kTile);
    for (int byte = 0; byte < Width; ++byte) {
      std::uint8_t* plane = out + byte * count;
      for (std::int64_t i = start; i < end; ++i) plane[i] = in[i * Width + byte];
    }
  }
}

template <int Width>
void gather(const std::uint8_t* in, std::uint8_t* out, std::int64_t count) {
  for (std::int64_t start = 0; start < count; start += kTile) {
    const std::int64_t end = std::min(count, start + kTile);
    for (std::int64_t i = start; i < end; ++i) {
      for (int byte = 0; byte < Width; ++byte) out[i * Width + byte] = in[byte * count + i];
    }
  }
}

void spread_any(const std::uint8_t* in, std::uint8_t* out, std::int64_t count, std::int64_t width) {
  for (std::int64_t byte = 0; byte < width; ++byte) {
    std::uint8_t* plane = out + byte * count;
    for (std::int64_t i = 0; i < count; ++i) plane[i] = in[i * width + byte];
  }
}

void gather_any(const std::uint8_t* in, std::uint8_t* out, std::int64_t count, std::int64_t width) {
  for (std::int64_t byte = 0; byte < width; ++byte) {
    const std::uint8_t* plane = in + byte * count;
    for (std::int64_t i = 0; i < count; ++i) out[i * width + byte] = plane[i];
  }
}

void require_room(ConstBytes in, ByteSpan out) {
  if (out.size() >= in.size()) return;
  throw Error(ErrorKind::corrupt, "A chunk has " + std::to_string(in.size()) +
                                      " shuffled bytes where " + std::to_string(out.size()) +
                                      " are expected: the file is damaged.");
}

}  // namespace

std::int64_t Shuffle::encode(ConstBytes in, ByteSpan out) {
  require_room(in, out);
  const std::int64_t count = in.size() / width_;
  const std::int64_t whole = count * width_;
  if (width_ == 2) {
    spread<2>(in.data(), out.data(), count);
  } else if (width_ == 4) {
    spread<4>(in.data(), out.data(), count);
  } else if (width_ == 8) {
    spread<8>(in.data(), out.data(), count);
  } else {
    spread_any(in.data(), out.data(), count, width_);
  }
  std::copy(in.begin() + whole, in.end(), out.begin() + whole);
  return in.size();
}

std::int64_t Shuffle::decode(ConstBytes in, ByteSpan out) {
  require_room(in, out);
  const std::int64_t count = in.size() / width_;
  const std::int64_t whole = count * width_;
  if (width_ == 2) {
    gather<2>(in.data(), out.data(), count);
  } else if (width_ == 4) {
    gather<4>(in.data(), out.data(), count);
  } else if (width_ == 8) {
    gather<8>(in.data(), out.data(), count);
  } else {
    gather_any(in.data(), out.data(), count, width_);
  }
  std::copy(in.begin() + whole, in.end(), out.begin() + whole);
  return in.size();
}

}  // namespace ch5mpy
