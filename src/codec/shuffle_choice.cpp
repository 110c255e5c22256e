#include "codec/shuffle_choice.h"

#include <vector>

#include "codec/deflate.h"
#include "codec/shuffle.h"

namespace ch5mpy {

namespace {

std::int64_t deflated_size(ConstBytes bytes) {
  Deflate deflate(Deflate::kDefaultLevel);
  std::vector<std::uint8_t> out(static_cast<std::size_t>(deflate.encoded_limit(bytes.size())));
  return deflate.encode(bytes, ByteSpan(out.data(), static_cast<std::int64_t>(out.size())));
}

}  // namespace

bool shuffling_pays(ConstBytes sample, std::int64_t width) {
  std::vector<std::uint8_t> shuffled(static_cast<std::size_t>(sample.size()));
  Shuffle(width).encode(sample, ByteSpan(shuffled.data(), sample.size()));
  return deflated_size(ConstBytes(shuffled.data(), sample.size())) <= deflated_size(sample);
}

}  // namespace ch5mpy
