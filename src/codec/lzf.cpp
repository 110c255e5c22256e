#include "codec/lzf.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "core/checked.h"
#include "core/error.h"

namespace ch5mpy {

namespace {

constexpr std::int64_t kMostPlain = 32;
constexpr std::int64_t kMostDistance = 1 << 13;
constexpr std::int64_t kLeastRepeat = 3;
constexpr std::int64_t kMostRepeat = 264;
constexpr int kSlotBits = 13;
constexpr std::int64_t kNever = -kMostDistance - 1;
// What is copied at once where there is room to copy too much.
constexpr std::int64_t kStride = 16;

[[noreturn]] void throw_damaged(ConstBytes in, const std::string& what) {
  throw Error(ErrorKind::corrupt, "A chunk's LZF stream of " + std::to_string(in.size()) +
                                      " bytes " + what + ": the file is damaged.");
}

class Decoding {
 public:
  Decoding(ConstBytes in, ByteSpan out) : in_(in), out_(out) {}

  std::int64_t run() {
    while (read_ < in_.size()) {
      const std::int64_t first = in_[read_++];
      if (first < kMostPlain) {
        plain(first + 1);
      } else {
        std::int64_t length = first >> 5;
        if (length == 7) length += next();
        repeat(length + 2, ((first & 31) << 8 | next()) + 1);
      }
    }
    return written_;
  }

 private:
  std::int64_t next() {
    if (read_ == in_.size()) throw_damaged(in_, "ends in a step");
    return in_[read_++];
  }

  void require_room(std::int64_t length) const {
    if (length > out_.size() - written_) {
      throw_damaged(
          in_, "holds more than the " + std::to_string(out_.size()) + " bytes that the chunk has");
    }
  }

  void plain(std::int64_t length) {
    if (length > in_.size() - read_) throw_damaged(in_, "ends in a step");
    require_room(length);
    const std::uint8_t* from = in_.data() + read_;
    std::uint8_t* to = out_.data() + written_;
    if (in_.size() - read_ >= kMostPlain && out_.size() - written_ >= kMostPlain) {
      std::memcpy(to, from, kMostPlain);
    } else {
      std::memcpy(to, from, static_cast<std::size_t>(length));
    }
    read_ += length;
    written_ += length;
  }

  void repeat(std::int64_t length, std::int64_t distance) {
    if (distance > written_) throw_damaged(in_, "repeats what lies before the chunk");
    require_room(length);
    std::uint8_t* to = out_.data() + written_;
    const std::uint8_t* from = to - distance;
    if (distance >= kStride && out_.size() - written_ >= length + kStride) {
      for (std::int64_t i = 0; i < length; i += kStride) std::memcpy(to + i, from + i, kStride);
    } else if (distance == 1) {
      std::memset(to, *from, static_cast<std::size_t>(length));
    } else {
      for (std::int64_t i = 0; i < length; ++i) to[i] = from[i];
    }
    written_ += length;
  }

  ConstBytes in_;
  ByteSpan out_;
  std::int64_t read_ = 0;
  std::int64_t written_ = 0;
};

std::uint8_t* put_plain(const std::uint8_t* from, std::int64_t length, std::uint8_t* to) {
  while (length > 0) {
    const std::int64_t part = std::min(length, kMostPlain);
    *to++ = static_cast<std::uint8_t>(part - 1);
    to = std::copy(from, from + part, to);
    from += part;
    length -= part;
  }
  return to;
}

std::uint8_t* put_repeat(std::int64_t length, std::int64_t distance, std::uint8_t* to) {
  length -= 2;
  distance -= 1;
  *to++ = static_cast<std::uint8_t>(std::min<std::int64_t>(length, 7) << 5 | distance >> 8);
  if (length >= 7) *to++ = static_cast<std::uint8_t>(length - 7);
  *to++ = static_cast<std::uint8_t>(distance);
  return to;
}

std::size_t slot_of(const std::uint8_t* bytes) {
  const std::uint32_t three =
      bytes[0] | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16;
  return three * 2654435761u >> (32 - kSlotBits);
}

// How many bytes are the same at two places, the second before `end`.
std::int64_t common(const std::uint8_t* before, const std::uint8_t* at, const std::uint8_t* end) {
  const std::int64_t most = std::min<std::int64_t>(end - at, kMostRepeat);
  std::int64_t length = 0;
  while (length < most && before[length] == at[length]) ++length;
  return length;
}

}  // namespace

// Plain steps add a byte to 32; other encoders may cut them a little shorter.
std::int64_t Lzf::encoded_limit(std::int64_t decoded) const {
  return checked_add(decoded, decoded / 16 + 64, "a chunk's LZF stream");
}

std::int64_t Lzf::encode(ConstBytes in, ByteSpan out) {
  seen_.assign(std::size_t{1} << kSlotBits, kNever);
  const std::uint8_t* const bytes = in.data();
  std::uint8_t* to = out.data();
  std::int64_t plain = 0, at = 0;  // what is not written yet, what is looked at
  while (at + kLeastRepeat <= in.size()) {
    std::int64_t& seen = seen_[slot_of(bytes + at)];
    const std::int64_t before = seen;
    seen = at;
    const bool near = at - before <= kMostDistance;
    const std::int64_t length = near ? common(bytes + before, bytes + at, in.end()) : 0;
    if (length < kLeastRepeat) {
      ++at;
      continue;
    }
    to = put_plain(bytes + plain, at - plain, to);
    to = put_repeat(length, at - before, to);
    at += length;
    plain = at;
  }
  to = put_plain(bytes + plain, in.size() - plain, to);
  return to - out.data();
}

std::int64_t Lzf::decode(ConstBytes in, ByteSpan out) {
  return Decoding(in, out).run();
}

}  // namespace ch5mpy
