#include "codec/shuffle.h"

#include <algorithm>
#include <string>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/error.h"

namespace ch5mpy {

namespace {

#ifdef __SSE2__

constexpr std::int64_t kVector = 16;  // bytes, and elements that are handled at once

// Vectors hold the same bytes of 16 elements; each round halves the distance between those of one
// element, until they lie together. `Width` is a power of two.
template <int Width>
void join_planes(__m128i (&v)[Width]) {
  for (int round = 1; round < Width; round *= 2) {
    __m128i next[Width];
    for (int j = 0; j < Width / 2; ++j) {
      next[2 * j] = _mm_unpacklo_epi8(v[j], v[j + Width / 2]);
      next[2 * j + 1] = _mm_unpackhi_epi8(v[j], v[j + Width / 2]);
    }
    std::copy(next, next + Width, v);
  }
}

// The same rounds backwards.
template <int Width>
void part_planes(__m128i (&v)[Width]) {
  const __m128i low = _mm_set1_epi16(0xff);
  for (int round = 1; round < Width; round *= 2) {
    __m128i next[Width];
    for (int j = 0; j < Width / 2; ++j) {
      __m128i a = v[2 * j], b = v[2 * j + 1];
      next[j] = _mm_packus_epi16(_mm_and_si128(a, low), _mm_and_si128(b, low));
      next[j + Width / 2] = _mm_packus_epi16(_mm_srli_epi16(a, 8), _mm_srli_epi16(b, 8));
    }
    std::copy(next, next + Width, v);
  }
}

// How many elements, from the first on, were handled.
template <int Width>
std::int64_t spread_vectors(const std::uint8_t* in, std::uint8_t* out, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + kVector <= count; i += kVector) {
    __m128i v[Width];
    const auto* from = reinterpret_cast<const __m128i*>(in + i * Width);
    for (int j = 0; j < Width; ++j) v[j] = _mm_loadu_si128(from + j);
    part_planes(v);
    for (int j = 0; j < Width; ++j) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out + j * count + i), v[j]);
    }
  }
  return i;
}

template <int Width>
std::int64_t gather_vectors(const std::uint8_t* in, std::uint8_t* out, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + kVector <= count; i += kVector) {
    __m128i v[Width];
    for (int j = 0; j < Width; ++j) {
      v[j] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + j * count + i));
    }
    join_planes(v);
    auto* to = reinterpret_cast<__m128i*>(out + i * Width);
    for (int j = 0; j < Width; ++j) _mm_storeu_si128(to + j, v[j]);
  }
  return i;
}

#else

template <int Width>
std::int64_t spread_vectors(const std::uint8_t*, std::uint8_t*, std::int64_t) {
  return 0;
}
template <int Width>
std::int64_t gather_vectors(const std::uint8_t*, std::uint8_t*, std::int64_t) {
  return 0;
}

#endif

// Elements are handled in tiles that stay in the first-level cache on both sides.
constexpr std::int64_t kTile = 256;

// A width known to the compiler unrolls the inner loops.
template <int Width>
void spread(const std::uint8_t* in, std::uint8_t* out, std::int64_t count) {
  std::int64_t first = spread_vectors<Width>(in, out, count);
  for (std::int64_t start = first; start < count; start += kTile) {
    const std::int64_t end = std::min(count, start + kTile);
    for (int byte = 0; byte < Width; ++byte) {
      std::uint8_t* plane = out + byte * count;
      for (std::int64_t i = start; i < end; ++i) plane[i] = in[i * Width + byte];
    }
  }
}

template <int Width>
void gather(const std::uint8_t* in, std::uint8_t* out, std::int64_t count) {
  std::int64_t first = gather_vectors<Width>(in, out, count);
  for (std::int64_t start = first; start < count; start += kTile) {
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
