#include "codec/lz4.h"

#include <algorithm>
#include <limits>
#include <string>

#include "codec/archive_functions.h"
#include "core/checked.h"
#include "core/error.h"

namespace ch5mpy {

#if CH5MPY_HAS_ARCHIVE_FUNCTIONS

namespace {

constexpr std::int64_t kHeader = 12;  // chunk's and block's size
constexpr std::int64_t kPrefix = 4;   // a block's stored size
constexpr std::int64_t kDefaultBlock = 1 << 30;
// lz4 encodes no more at once, nor counts further than an int.
constexpr std::int64_t kMostEncoded = 0x7E000000;
constexpr std::int64_t kMostDecoded = std::numeric_limits<int>::max();

void store(std::uint64_t value, int width, std::uint8_t* to) {
  for (int i = width; i-- > 0; value >>= 8) to[i] = static_cast<std::uint8_t>(value);
}

std::uint64_t load(const std::uint8_t* from, int width) {
  std::uint64_t value = 0;
  for (int i = 0; i < width; ++i) value = value << 8 | from[i];
  return value;
}

const char* chars(const std::uint8_t* bytes) {
  return reinterpret_cast<const char*>(bytes);
}

char* chars(std::uint8_t* bytes) {
  return reinterpret_cast<char*>(bytes);
}

[[noreturn]] void throw_damaged(ConstBytes in, const std::string& what) {
  throw Error(ErrorKind::corrupt, "A chunk's lz4 frame of " + std::to_string(in.size()) +
                                      " bytes " + what + ": the file is damaged.");
}

// Returns the bytes written at `to`, which has room for `size`.
std::int64_t encode_block(const std::uint8_t* from, std::int64_t size, std::uint8_t* to) {
  // A block that does not get smaller is stored as it is.
  const int room = static_cast<int>(size) - 1;
  const int written =
      room > 0 ? LZ4_compress_default(chars(from), chars(to), static_cast<int>(size), room) : 0;
  if (written > 0) return written;
  std::copy(from, from + size, to);
  return size;
}

class Lz4 : public Codec {
 public:
  explicit Lz4(std::uint32_t block)
      : block_(block == 0 ? kDefaultBlock : std::min<std::int64_t>(block, kMostEncoded)) {}

  bool fixed_size() const override { return false; }

  std::int64_t encoded_limit(std::int64_t decoded) const override {
    const std::int64_t blocks = decoded / block_ + 1;
    return checked_add(decoded,
                       checked_add(checked_mul(blocks, kPrefix, "a chunk's lz4 frame"), kHeader,
                                   "a chunk's lz4 frame"),
                       "a chunk's lz4 frame");
  }

  std::int64_t encode(ConstBytes in, ByteSpan out) override {
    const std::int64_t block = std::min(block_, std::max<std::int64_t>(in.size(), 1));
    store(static_cast<std::uint64_t>(in.size()), 8, out.data());
    store(static_cast<std::uint64_t>(block), 4, out.data() + 8);
    std::int64_t written = kHeader;
    for (std::int64_t from = 0; from < in.size(); from += block) {
      const std::int64_t size = std::min(block, in.size() - from);
      std::uint8_t* prefix = out.data() + written;
      const std::int64_t stored = encode_block(in.data() + from, size, prefix + kPrefix);
      store(static_cast<std::uint64_t>(stored), 4, prefix);
      written += kPrefix + stored;
    }
    return written;
  }

  std::int64_t decode(ConstBytes in, ByteSpan out) override {
    if (in.size() < kHeader) throw_damaged(in, "has no header");
    const std::uint64_t size = load(in.data(), 8);
    const auto block = static_cast<std::int64_t>(load(in.data() + 8, 4));
    if (size > static_cast<std::uint64_t>(out.size())) {
      throw_damaged(in, "holds " + std::to_string(size) + " bytes where at most " +
                            std::to_string(out.size()) + " are expected");
    }
    const auto whole = static_cast<std::int64_t>(size);
    if (block == 0 && whole > 0) throw_damaged(in, "has blocks of no size");
    std::int64_t read = kHeader;
    for (std::int64_t to = 0; to < whole;) {
      const std::int64_t part = std::min(block, whole - to);
      read += decode_block(in, read, ByteSpan(out.data() + to, part));
      to += part;
    }
    return whole;
  }

 private:
  // Fills `out` by the block at `at`; returns the bytes read.
  static std::int64_t decode_block(ConstBytes in, std::int64_t at, ByteSpan out) {
    const std::int64_t rest = in.size() - at - kPrefix;
    if (rest < 0) throw_damaged(in, "ends between blocks");
    const auto stored = static_cast<std::int64_t>(load(in.data() + at, kPrefix));
    if (stored > rest) throw_damaged(in, "ends in a block");
    const std::uint8_t* bytes = in.data() + at + kPrefix;
    if (stored == out.size()) {
      std::copy(bytes, bytes + stored, out.begin());
      return kPrefix + stored;
    }
    const bool counts = stored <= kMostDecoded && out.size() <= kMostDecoded;
    if (!counts || LZ4_decompress_safe(chars(bytes), chars(out.data()), static_cast<int>(stored),
                                       static_cast<int>(out.size())) != out.size()) {
      throw_damaged(in, "cannot be decoded");
    }
    return kPrefix + stored;
  }

  std::int64_t block_;
};

}  // namespace

std::unique_ptr<Codec> make_lz4(std::uint32_t block) {
  if (LZ4_compress_default == nullptr || LZ4_decompress_safe == nullptr) return nullptr;
  return std::make_unique<Lz4>(block);
}

#else

std::unique_ptr<Codec> make_lz4(std::uint32_t) {
  return nullptr;
}

#endif

}  // namespace ch5mpy
