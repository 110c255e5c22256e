#include "codec/codec.h"

#include "codec/deflate.h"
#include "codec/fletcher32.h"
#include "codec/lz4.h"
#include "codec/lzf.h"
#include "codec/shuffle.h"
#include "codec/zstd.h"
#include "core/error.h"

namespace ch5mpy {

namespace {

// HDF5's own and registered filter numbers.
enum FilterId {
  kDeflate = 1,
  kShuffle = 2,
  kFletcher32 = 3,
  kLzf = 32000,
  kLz4 = 32004,
  kZstd = 32015
};

// A level matters to an encoder only, so one that is past the highest is no reason to refuse a
// file.
int deflate_level(const Filter& filter) {
  if (filter.parameters.empty()) return Deflate::kDefaultLevel;
  return filter.parameters[0] > 9 ? 9 : static_cast<int>(filter.parameters[0]);
}

// zstd's levels go below zero, and it takes one that is past its highest for that.
int zstd_level(const Filter& filter) {
  return filter.parameters.empty() ? kZstdDefaultLevel : static_cast<int>(filter.parameters[0]);
}

std::int64_t shuffle_width(const Filter& filter) {
  if (filter.parameters.empty() || filter.parameters[0] == 0) {
    throw Error(ErrorKind::corrupt,
                "The shuffle filter of this dataset does not say how wide its elements are: the "
                "file is damaged.");
  }
  return filter.parameters[0];
}

}  // namespace

std::unique_ptr<Codec> make_codec(const Filter& filter) {
  switch (filter.id) {
    case kDeflate:
      return std::make_unique<Deflate>(deflate_level(filter));
    case kShuffle:
      return std::make_unique<Shuffle>(shuffle_width(filter));
    case kFletcher32:
      return std::make_unique<Fletcher32>();
    case kLzf:
      return std::make_unique<Lzf>();
    case kLz4:
      return make_lz4(filter.parameters.empty() ? 0 : filter.parameters[0]);
    case kZstd:
      return make_zstd(zstd_level(filter));
    default:
      return nullptr;
  }
}

}  // namespace ch5mpy
