// The decoders of chunks, one by one and in pipelines.
#include <algorithm>

#include "codec/pipeline.h"
#include "fuzz/target.h"
#include "rig.h"

namespace {

using ch5mpy::ByteSpan;
using ch5mpy::ConstBytes;
using ch5mpy::Filter;
using fuzz::Bytes;

constexpr int kFilters[] = {1, 2, 3, 32000, 32004, 32015};
constexpr std::size_t kMostDecoded = 1 << 16;
constexpr std::uint8_t kGuard = 0xa5;

Filter filter_of(int id, std::uint32_t parameter, std::size_t decoded) {
  Filter filter;
  filter.id = id;
  // LZF says how long its chunk is behind two version numbers.
  if (id == 32000)
    filter.parameters = {4, 0x0105, static_cast<std::uint32_t>(decoded)};
  else if (id == 32004)
    filter.parameters = {};
  else if (id != 3)
    filter.parameters = {parameter};
  return filter;
}

// An input: how many filters, each its number and parameter; the decoded size; the mask; the chunk.
struct Case {
  std::vector<Filter> filters;
  std::size_t decoded = 0;
  std::uint32_t skipped = 0;
  Bytes stored;

  explicit Case(const Bytes& bytes) {
    fuzz::Reader reader(bytes);
    decoded = reader.number(3) % kMostDecoded;
    skipped = static_cast<std::uint32_t>(reader.number(1));
    auto count = reader.number(1) % 5;
    for (std::uint64_t i = 0; i < count; ++i) {
      int id = kFilters[reader.number(1) % (sizeof kFilters / sizeof *kFilters)];
      auto parameter = static_cast<std::uint32_t>(reader.number(2));
      Filter filter = filter_of(id, parameter, decoded);
      if (ch5mpy::Pipeline::supports({filter})) filters.push_back(filter);
    }
    stored = reader.rest();
  }
};

void decode(const Bytes& bytes) {
  Case wanted(bytes);
  ch5mpy::Pipeline pipeline(wanted.filters);
  // Behind the chunk stands what must not be written.
  Bytes out(wanted.decoded + 64, kGuard);
  try {
    pipeline.decode(
        ConstBytes(wanted.stored.data(), static_cast<std::int64_t>(wanted.stored.size())),
        wanted.skipped, ByteSpan(out.data(), static_cast<std::int64_t>(wanted.decoded)));
  } catch (const ch5mpy::Error& error) {
    fuzz::require(
        error.kind() == ch5mpy::ErrorKind::corrupt || error.kind() == ch5mpy::ErrorKind::memory,
        "an error of another kind");
  }
  fuzz::require(std::all_of(out.begin() + static_cast<std::ptrdiff_t>(wanted.decoded), out.end(),
                            [](std::uint8_t byte) { return byte == kGuard; }),
                "writes behind the chunk");
}

// Text-like, repeating and random data, so that encoders use all that they have.
Bytes data_of(unsigned seed, std::size_t size) {
  Bytes bytes = rig::random_bytes(size, seed);
  for (std::size_t i = 0; i < size; ++i) {
    if (seed % 3 == 0) bytes[i] = static_cast<std::uint8_t>(i / 64);
    if (seed % 3 == 1 && i >= 37) bytes[i] = i % 11 == 0 ? bytes[i] : bytes[i - 37];
  }
  return bytes;
}

Bytes seed_of(const std::vector<int>& which, unsigned seed, std::size_t size) {
  std::vector<Filter> filters;
  Bytes bytes;
  fuzz::put(bytes, size, 3);
  fuzz::put(bytes, 0, 1);
  fuzz::put(bytes, which.size(), 1);
  for (int i : which) {
    std::uint32_t parameter = kFilters[i] == 2 ? 8 : 4;
    Filter filter = filter_of(kFilters[i], parameter, size);
    if (ch5mpy::Pipeline::supports({filter})) filters.push_back(filter);
    fuzz::put(bytes, static_cast<std::uint64_t>(i), 1);
    fuzz::put(bytes, parameter, 2);
  }
  Bytes data = data_of(seed, size);
  ch5mpy::Pipeline pipeline(filters);
  auto encoded = pipeline.encode(ConstBytes(data.data(), static_cast<std::int64_t>(data.size())));
  bytes.insert(bytes.end(), encoded.bytes.begin(), encoded.bytes.end());
  return bytes;
}

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (unsigned seed = 0; seed < 3; ++seed) {
    for (std::size_t size : {8u, 400u, 4096u}) {
      for (int i = 0; i < 6; ++i) all.push_back(seed_of({i}, seed, size));
      for (int i : {0, 3, 4, 5}) all.push_back(seed_of({1, i, 2}, seed, size));
      all.push_back(seed_of({0, 0, 0}, seed, size));
    }
  }
  return all;
}

const fuzz::Register kCodecs({"codecs", seeds(), decode});

}  // namespace
