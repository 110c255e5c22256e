#include "codec/deflate.h"

#include <libdeflate.h>

#include <new>
#include <string>

#include "core/checked.h"
#include "core/error.h"

namespace ch5mpy {

namespace {

// The effort of libdeflate that packs no worse than zlib at `level`: at 4, the usual one, a lower
// one does, in two thirds of the time.
int effort(int level) {
  return level == 4 ? 3 : level;
}

}  // namespace

void Deflate::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

void Deflate::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

// zlib with its smallest window and memory is the most wasteful encoder there is; it adds an eighth
// and a 64th.
std::int64_t Deflate::encoded_limit(std::int64_t decoded) const {
  return checked_add(decoded, decoded / 8 + decoded / 64 + 64, "a chunk's deflate stream");
}

std::int64_t Deflate::encode(ConstBytes in, ByteSpan out) {
  if (!compressor_) compressor_.reset(libdeflate_alloc_compressor(effort(level_)));
  if (!compressor_) throw std::bad_alloc();
  const std::size_t written =
      libdeflate_zlib_compress(compressor_.get(), in.data(), static_cast<std::size_t>(in.size()),
                               out.data(), static_cast<std::size_t>(out.size()));
  if (written == 0) {
    throw Error(ErrorKind::internal, "A chunk's deflate stream is longer than " +
                                         std::to_string(out.size()) + " bytes.");
  }
  return static_cast<std::int64_t>(written);
}

std::int64_t Deflate::decode(ConstBytes in, ByteSpan out) {
  if (!decompressor_) decompressor_.reset(libdeflate_alloc_decompressor());
  if (!decompressor_) throw std::bad_alloc();
  std::size_t written = 0;
  const libdeflate_result result = libdeflate_zlib_decompress(
      decompressor_.get(), in.data(), static_cast<std::size_t>(in.size()), out.data(),
      static_cast<std::size_t>(out.size()), &written);
  if (result == LIBDEFLATE_SUCCESS) return static_cast<std::int64_t>(written);
  const std::string size = std::to_string(out.size());
  throw Error(ErrorKind::corrupt, result == LIBDEFLATE_INSUFFICIENT_SPACE
                                      ? "A chunk's deflate stream holds more than the " + size +
                                            " bytes that the chunk has: the file is damaged."
                                      : "A chunk's deflate stream of " + std::to_string(in.size()) +
                                            " bytes cannot be decoded: the file is damaged.");
}

}  // namespace ch5mpy
