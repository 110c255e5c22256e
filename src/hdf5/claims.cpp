#include "hdf5/claims.h"

#include <limits>
#include <utility>

#include "core/memory_budget.h"
#include "hdf5/key_spelling.h"
#include "hdf5/raw_storage.h"

namespace ch5mpy {

namespace {

constexpr std::int64_t kDensest = 1100;
constexpr std::int64_t kAlwaysAllowed = std::int64_t{1} << 30;
constexpr std::int64_t kSmallChunk = std::int64_t{16} << 20;

// Saturating: what is claimed may be past what can be counted.
std::int64_t times(std::int64_t a, std::int64_t b) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  return b != 0 && a > most / b ? most : a * b;
}

std::int64_t bytes_of(const Dims& dims, std::int64_t element_size) {
  std::int64_t bytes = element_size;
  for (std::int64_t extent : dims) {
    if (extent == 0) return 0;
    bytes = times(bytes, extent);
  }
  return bytes;
}

std::int64_t size_of(OsFile& file) {
  std::uint64_t size = 0;
  if (file.size(size) != 0) return std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(size);
}

}  // namespace

bool is_credible(std::int64_t bytes, std::int64_t file_size) {
  return bytes / kDensest <= file_size;
}

ReadMeter::ReadMeter(const Location& location, const Dataset& dataset, std::string name)
    : path_(location.path()), name_(std::move(name)) {
  if (location.trusted() || dataset.outside()) return;
  file_size_ = size_of(os_file_of(dataset.id()));
  element_size_ = static_cast<std::int64_t>(dataset.type().size);
  claimed_ = bytes_of(dataset.shape().dims, element_size_);
  limited_ = claimed_ > kAlwaysAllowed && !is_credible(claimed_, file_size_);
  std::int64_t chunk = bytes_of(dataset.chunk(), element_size_);
  bool large = chunk > kSmallChunk && chunk > MemoryBudget::global().limit();
  if (dataset.layout() == Layout::chunked && large && !is_credible(chunk, file_size_)) {
    refuse("a chunk", chunk);
  }
}

void ReadMeter::count(std::int64_t elements) {
  if (!limited_) return;
  read_ += times(elements, element_size_);
  if (read_ > kAlwaysAllowed) refuse("elements", claimed_);
}

void ReadMeter::count_all() {
  if (limited_) refuse("elements", claimed_);
}

void ReadMeter::refuse(const std::string& what, std::int64_t bytes) const {
  throw Error(ErrorKind::untrusted,
              "'" + printable(name_) + "' of '" + printable(path_) + "' claims " + what + " of " +
                  std::to_string(bytes) + " bytes in a file of " + std::to_string(file_size_) +
                  ", more than it can hold; open the file with trust = TRUE if you know where it "
                  "comes from.")
      .with("path", path_)
      .with("name", printable(name_))
      .with("bytes", std::to_string(bytes));
}

}  // namespace ch5mpy
