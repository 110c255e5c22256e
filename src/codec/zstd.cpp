#include "codec/zstd.h"

#include <new>
#include <string>

#include "codec/archive_functions.h"
#include "core/checked.h"
#include "core/error.h"

namespace ch5mpy {

#if CH5MPY_HAS_ARCHIVE_FUNCTIONS

namespace {

class Zstd : public Codec {
 public:
  explicit Zstd(int level) : level_(level) {}

  bool fixed_size() const override { return false; }

  // zstd's own bound is a 256th and at most 64 bytes; others may cut to smaller blocks.
  std::int64_t encoded_limit(std::int64_t decoded) const override {
    return checked_add(decoded, decoded / 64 + 512, "a chunk's zstd frame");
  }

  std::int64_t encode(ConstBytes in, ByteSpan out) override {
    if (!encoder_) encoder_.reset(ZSTD_createCCtx());
    if (!encoder_) throw std::bad_alloc();
    const std::size_t written =
        ZSTD_compressCCtx(encoder_.get(), out.data(), static_cast<std::size_t>(out.size()),
                          in.data(), static_cast<std::size_t>(in.size()), level_);
    if (ZSTD_isError(written) != 0) {
      throw Error(ErrorKind::internal,
                  "A chunk of " + std::to_string(in.size()) + " bytes cannot be encoded by zstd.");
    }
    return static_cast<std::int64_t>(written);
  }

  std::int64_t decode(ConstBytes in, ByteSpan out) override {
    if (!decoder_) decoder_.reset(ZSTD_createDCtx());
    if (!decoder_) throw std::bad_alloc();
    const std::size_t written =
        ZSTD_decompressDCtx(decoder_.get(), out.data(), static_cast<std::size_t>(out.size()),
                            in.data(), static_cast<std::size_t>(in.size()));
    if (ZSTD_isError(written) != 0) {
      throw Error(ErrorKind::corrupt, "A chunk's zstd frame of " + std::to_string(in.size()) +
                                          " bytes cannot be decoded to at most " +
                                          std::to_string(out.size()) + ": the file is damaged.");
    }
    return static_cast<std::int64_t>(written);
  }

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }
  };

  int level_;
  std::unique_ptr<ZSTD_CCtx_s, Free> encoder_;
  std::unique_ptr<ZSTD_DCtx_s, Free> decoder_;
};

bool has_zstd() {
  return ZSTD_createCCtx != nullptr && ZSTD_freeCCtx != nullptr && ZSTD_createDCtx != nullptr &&
         ZSTD_freeDCtx != nullptr && ZSTD_compressCCtx != nullptr &&
         ZSTD_decompressDCtx != nullptr && ZSTD_isError != nullptr;
}

}  // namespace

std::unique_ptr<Codec> make_zstd(int level) {
  if (!has_zstd()) return nullptr;
  return std::make_unique<Zstd>(level);
}

#else

std::unique_ptr<Codec> make_zstd(int) {
  return nullptr;
}

#endif

}  // namespace ch5mpy
