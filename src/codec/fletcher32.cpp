#include "codec/fletcher32.h"

#include <algorithm>
#include <string>

#include "core/checked.h"
#include "core/error.h"

namespace ch5mpy {

namespace {

// The sums are taken modulo 65535. So many words may be added before a 32-bit sum could overflow.
constexpr std::int64_t kWordsBetweenFolds = 360;

std::uint32_t fold(std::uint32_t sum) {
  return (sum & 0xffffu) + (sum >> 16);
}

std::uint32_t load_little_endian(const std::uint8_t* bytes) {
  return bytes[0] | (std::uint32_t{bytes[1]} << 8) | (std::uint32_t{bytes[2]} << 16) |
         (std::uint32_t{bytes[3]} << 24);
}

// The two bytes of each half exchanged, as old HDF5 wrote them.
std::uint32_t swap_halves(std::uint32_t sum) {
  return ((sum & 0x00ff00ffu) << 8) | ((sum & 0xff00ff00u) >> 8);
}

}  // namespace

std::uint32_t fletcher32(ConstBytes bytes) {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  const std::int64_t words = bytes.size() / 2;
  for (std::int64_t start = 0; start < words; start += kWordsBetweenFolds) {
    const std::int64_t end = std::min(words, start + kWordsBetweenFolds);
    for (std::int64_t i = start; i < end; ++i) {
      first += (std::uint32_t{bytes[2 * i]} << 8) | bytes[2 * i + 1];
      second += first;
    }
    first = fold(first);
    second = fold(second);
  }
  if (bytes.size() % 2 != 0) {
    first = first + (std::uint32_t{bytes[bytes.size() - 1]} << 8);
    second = fold(second + first);
    first = fold(first);
  }
  return (fold(second) << 16) | fold(first);
}

std::int64_t Fletcher32::encoded_limit(std::int64_t decoded) const {
  return checked_add(decoded, kChecksumSize, "a chunk with its checksum");
}

std::int64_t Fletcher32::encode(ConstBytes in, ByteSpan out) {
  const std::uint32_t sum = fletcher32(in);
  std::uint8_t* end = std::copy(in.begin(), in.end(), out.begin());
  for (int byte = 0; byte < kChecksumSize; ++byte) {
    end[byte] = static_cast<std::uint8_t>(sum >> (8 * byte));
  }
  return in.size() + kChecksumSize;
}

std::int64_t Fletcher32::decode(ConstBytes in, ByteSpan out) {
  const std::int64_t size = in.size() - kChecksumSize;
  if (size < 0 || size > out.size()) {
    throw Error(ErrorKind::corrupt, "A chunk with checksum has " + std::to_string(in.size()) +
                                        " bytes where at most " + std::to_string(out.size()) +
                                        " and a checksum are expected: the file is damaged.");
  }
  const ConstBytes data(in.data(), size);
  const std::uint32_t stored = load_little_endian(in.data() + size);
  const std::uint32_t sum = fletcher32(data);
  if (stored != sum && stored != swap_halves(sum)) {
    throw Error(ErrorKind::corrupt,
                "A chunk of " + std::to_string(size) +
                    " bytes does not have the checksum it was written with: the file is damaged.");
  }
  std::copy(data.begin(), data.end(), out.begin());
  return size;
}

}  // namespace ch5mpy
