#include "codec/pipeline.h"

#include <algorithm>
#include <string>

#include "core/error.h"

namespace ch5mpy {

namespace {

// A chunk's mask of skipped filters has so many bits.
constexpr std::size_t kMostFilters = 32;

bool is_skipped(std::uint32_t skipped, std::size_t step) {
  return (skipped >> step) & 1u;
}

[[noreturn]] void throw_size(std::int64_t found, std::int64_t expected) {
  throw Error(ErrorKind::corrupt, "A chunk has " + std::to_string(found) + " bytes where " +
                                      std::to_string(expected) +
                                      " are expected: the file is damaged.");
}

}  // namespace

bool Pipeline::supports(const std::vector<Filter>& filters) {
  return std::all_of(filters.begin(), filters.end(),
                     [](const Filter& filter) { return make_codec(filter) != nullptr; });
}

Pipeline::Pipeline(const std::vector<Filter>& filters) {
  if (filters.size() > kMostFilters) {
    throw Error(ErrorKind::corrupt, "A dataset has " + std::to_string(filters.size()) +
                                        " filters, more than HDF5 allows: the file is damaged.");
  }
  for (const Filter& filter : filters) {
    std::unique_ptr<Codec> codec = make_codec(filter);
    if (!codec) {
      throw Error(ErrorKind::unsupported,
                  "HDF5 filter " + std::to_string(filter.id) + " has no codec here.");
    }
    steps_.push_back({std::move(codec), filter.optional});
  }
}

// Element i: the most bytes that a chunk has before step i; the last, what is stored.
std::vector<std::int64_t> Pipeline::size_limits(std::int64_t decoded, std::uint32_t skipped) const {
  std::vector<std::int64_t> limits{decoded};
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    limits.push_back(is_skipped(skipped, i) ? limits[i]
                                            : steps_[i].codec->encoded_limit(limits[i]));
  }
  return limits;
}

std::int64_t Pipeline::encoded_limit(std::int64_t decoded, std::uint32_t skipped) const {
  return size_limits(decoded, skipped).back();
}

ByteSpan Pipeline::room(int which, std::int64_t bytes) {
  buffers_[which].reserve(bytes);
  return ByteSpan(buffers_[which].as<std::uint8_t>(), bytes);
}

void Pipeline::decode(ConstBytes stored, std::uint32_t skipped, ByteSpan chunk) {
  const std::vector<std::int64_t> limits = size_limits(chunk.size(), skipped);
  if (stored.size() > limits.back()) throw_size(stored.size(), limits.back());
  // The step that comes first in the file's order is undone last, straight into the chunk.
  std::size_t last = 0;
  while (last < steps_.size() && is_skipped(skipped, last)) ++last;
  ConstBytes bytes = stored;
  int which = 0;
  for (std::size_t i = steps_.size(); i-- > last;) {
    if (is_skipped(skipped, i)) continue;
    const ByteSpan out = i == last ? chunk : room(which, limits[i]);
    bytes = ConstBytes(out.data(), steps_[i].codec->decode(bytes, out));
    which = 1 - which;
  }
  if (bytes.size() != chunk.size()) throw_size(bytes.size(), chunk.size());
  if (last == steps_.size()) std::copy(bytes.begin(), bytes.end(), chunk.begin());
}

Pipeline::Encoded Pipeline::encode(ConstBytes chunk) {
  Encoded result{chunk, 0};
  int which = 0;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    Codec& codec = *steps_[i].codec;
    const ByteSpan out = room(which, codec.encoded_limit(result.bytes.size()));
    const std::int64_t size = codec.encode(result.bytes, out);
    if (steps_[i].optional && !codec.fixed_size() && size >= result.bytes.size()) {
      result.skipped |= 1u << i;
      continue;
    }
    result.bytes = ConstBytes(out.data(), size);
    which = 1 - which;
  }
  return result;
}

}  // namespace ch5mpy
