#include "hdf5/inflation_guard.h"

#include <string>

#include "core/buffer.h"
#include "core/checked.h"
#include "core/error.h"

namespace ch5mpy {

namespace {

// What deflate makes at most of a byte; and what may be made without being looked at.
constexpr std::uint64_t kDensest = 1100;
constexpr std::uint64_t kHarmless = std::uint64_t{64} << 20;

Filter filter_at(hid_t properties, unsigned i) {
  unsigned flags = 0, config = 0;
  Filter filter;
  std::size_t size = 32;
  filter.parameters.resize(size);
  filter.id =
      H5Pget_filter2(properties, i, &flags, &size, filter.parameters.data(), 0, nullptr, &config);
  if (size < filter.parameters.size()) filter.parameters.resize(size);
  return filter;
}

bool has_codec(const Filter& filter) {
  try {
    return make_codec(filter) != nullptr;
  } catch (const Error&) {
    return false;  // HDF5 has its own words for parameters that nobody writes
  }
}

[[noreturn]] void throw_too_large(const StoredChunk& chunk, std::int64_t most) {
  throw Error(ErrorKind::corrupt, "The chunk at address " + std::to_string(chunk.address) +
                                      " of the file has " + std::to_string(chunk.size) +
                                      " bytes, of which more than " + std::to_string(most) +
                                      " would be made: the file is damaged.")
      .with("address", std::to_string(chunk.address));
}

}  // namespace

InflationGuard::InflationGuard(hid_t properties, std::int64_t chunk_bytes)
    // No filter makes its input much longer.
    : most_(checked_add(checked_mul(chunk_bytes, 3, "a chunk") / 2, 1 << 16, "a chunk")) {
  for (int i = H5Pget_nfilters(properties); i-- > 0;) {
    Filter filter = filter_at(properties, static_cast<unsigned>(i));
    if (!has_codec(filter)) break;
    steps_.push_back({i, std::move(filter)});
  }
}

void InflationGuard::check(OsFile& file, const StoredChunk& chunk) const {
  if (chunk.size <= kHarmless / kDensest && steps_.size() < 2) return;
  if (chunk.size > static_cast<std::uint64_t>(most_)) throw_too_large(chunk, most_);
  auto size = static_cast<std::int64_t>(chunk.size);
  Buffer in, out;
  in.reserve(size);
  std::size_t got = 0;
  if (file.read(in.data(), chunk.size, chunk.address, got) != 0 || got != chunk.size) return;
  for (const Step& step : steps_) {
    if ((chunk.skipped >> step.bit) & 1u) continue;
    out.reserve(most_);
    size = make_codec(step.filter)
               ->decode(ConstBytes(in.as<std::uint8_t>(), size),
                        ByteSpan(out.as<std::uint8_t>(), most_));
    std::swap(in, out);
  }
}

}  // namespace ch5mpy
