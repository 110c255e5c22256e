#include "hdf5/compression.h"

#include <cctype>
#include <cstdlib>

#include "core/error.h"
#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

// Numbers under which the filters are registered with The HDF Group.
constexpr H5Z_filter_t kLzf = 32000;
constexpr H5Z_filter_t kLz4 = 32004;
constexpr H5Z_filter_t kZstd = 32015;
constexpr H5Z_filter_t kBlosc2 = 32026;
constexpr H5Z_filter_t kBzip2 = 307;

[[noreturn]] void unknown(const std::string& text) {
  throw Error(ErrorKind::argument,
              "'" + text +
                  "' is not a compression; use \"none\", \"gzip-4\", \"zstd-3\", \"lz4\", \"lzf\", "
                  "\"bzip2-9\" or \"blosc2-zstd-5\".");
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (char c : text) {
    if (c == '-') {
      parts.emplace_back();
    } else {
      parts.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return parts;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 4 &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

// The level in `parts[at]`, or the default when there is none.
unsigned level(const std::string& text, const std::vector<std::string>& parts, std::size_t at,
               unsigned low, unsigned high, unsigned otherwise) {
  if (parts.size() <= at) return otherwise;
  if (parts.size() > at + 1 || !is_number(parts[at])) unknown(text);
  auto value = static_cast<unsigned>(std::atoi(parts[at].c_str()));
  if (value < low || value > high) {
    throw Error(ErrorKind::argument, "The level of compression '" + text + "' is not between " +
                                         std::to_string(low) + " and " + std::to_string(high) +
                                         ".");
  }
  return value;
}

Compression blosc2(const std::string& text, std::vector<std::string> parts) {
  const char* compressors[] = {"blosclz", "lz4", "lz4hc", "", "zlib", "zstd"};
  unsigned code = 5;
  if (parts.size() > 1 && !is_number(parts[1])) {
    code = 0;
    while (code < 6 && parts[1] != compressors[code]) ++code;
    if (code == 6 || parts[1].empty()) unknown(text);
    parts.erase(parts.begin() + 1);
  }
  unsigned depth = level(text, parts, 1, 0, 9, 5);
  // Four values that the filter fills in itself, then level, shuffle (1: bytes), compressor.
  return {kBlosc2, {0, 0, 0, 0, depth, 1, code}, true};
}

}  // namespace

Compression parse_compression(const std::string& text) {
  std::vector<std::string> parts = split(text);
  const std::string& name = parts[0];
  auto plain = [&](Compression compression) {
    if (parts.size() > 1) unknown(text);
    return compression;
  };
  if (name == "none") return plain({});
  if (name == "gzip" || name == "deflate") {
    return {H5Z_FILTER_DEFLATE, {level(text, parts, 1, 0, 9, 4)}, false};
  }
  if (name == "zstd") return {kZstd, {level(text, parts, 1, 1, 22, 3)}, false};
  if (name == "bzip2") return {kBzip2, {level(text, parts, 1, 1, 9, 9)}, false};
  if (name == "lz4") return plain({kLz4, {}, false});
  if (name == "lzf") return plain({kLzf, {}, false});
  if (name == "blosc2") return blosc2(text, parts);
  unknown(text);
}

void apply_compression(hid_t properties, const Compression& compression, bool shuffled) {
  if (compression.none()) return;
  if (H5Zfilter_avail(compression.filter) <= 0) {
    H5Eclear2(H5E_DEFAULT);
    throw Error(ErrorKind::unsupported, "This build of HDF5 lacks the compression filter " +
                                            std::to_string(compression.filter) +
                                            "; use \"gzip-4\" or \"none\".");
  }
  if (shuffled && !compression.shuffles_itself) {
    check_status(H5Pset_shuffle(properties), "set the shuffle filter", ErrorKind::internal);
  }
  const unsigned* options = compression.options.empty() ? nullptr : compression.options.data();
  check_status(H5Pset_filter(properties, compression.filter, H5Z_FLAG_MANDATORY,
                             compression.options.size(), options),
               "set a compression filter", ErrorKind::unsupported);
}

std::string unsafe_filter(hid_t properties) {
  int count = H5Pget_nfilters(properties);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0, config = 0;
    std::size_t options = 0;
    char text[64] = {};
    H5Z_filter_t filter = H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &options,
                                         nullptr, sizeof text - 1, text, &config);
    bool ours = filter == H5Z_FILTER_DEFLATE || filter == H5Z_FILTER_SHUFFLE ||
                filter == H5Z_FILTER_FLETCHER32;
    if (ours || (flags & H5Z_FLAG_OPTIONAL) == 0) continue;
    return text[0] != 0 ? text : "number " + std::to_string(filter);
  }
  return "";
}

}  // namespace ch5mpy
