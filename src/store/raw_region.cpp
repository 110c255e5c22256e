#include "store/raw_region.h"

#include <algorithm>
#include <cstring>

#include "codec/raw_layout.h"
#include "core/error.h"
#include "core/thread_pool.h"

namespace ch5mpy {

namespace {

// What one task reads.
constexpr std::int64_t kTaskBytes = 1 << 20;
// Reading past so many unwanted bytes costs about what another call of the system does.
constexpr std::int64_t kGapBytes = 1 << 13;
// What is read at once to be picked from: on the stack, in the cache.
constexpr std::int64_t kSpanBytes = 1 << 16;

// One reading of a box, cut to tasks.
class RegionReading {
 public:
  RegionReading(OsFile& file, const RawRegion& region, const BoxRuns& runs, char* memory)
      : file_(file),
        region_(region),
        memory_(memory),
        runs_(runs),
        bytes_(runs_.length() * region.element_size),
        step_(runs_.step() * region.element_size) {}

  void run() const {
    if (bytes_ > kTaskBytes) {
      std::int64_t pieces = (bytes_ + kTaskBytes - 1) / kTaskBytes;
      parallel_for(runs_.size() * pieces, [&](std::int64_t task, int) {
        read_piece(task / pieces, task % pieces * kTaskBytes);
      });
      return;
    }
    bool spans = step_ - bytes_ <= kGapBytes && 2 * step_ <= kSpanBytes && runs_.steps() > 1;
    std::int64_t per_task = kTaskBytes / (spans ? step_ : bytes_);
    parallel_for((runs_.size() + per_task - 1) / per_task, [&](std::int64_t task, int) {
      std::int64_t first = task * per_task, end = std::min(first + per_task, runs_.size());
      if (spans) {
        read_spans(first, end);
      } else {
        runs_.visit(first, end, [&](std::int64_t a, std::int64_t b) { read_run(a, b, 0, bytes_); });
      }
    });
  }

 private:
  void read_run(std::int64_t a, std::int64_t b, std::int64_t from, std::int64_t bytes) const {
    char* to = memory_ + b * region_.element_size + from;
    read_bytes(file_, address_of(a) + static_cast<std::uint64_t>(from), bytes, to);
    turn(to, bytes);
  }

  void read_piece(std::int64_t run, std::int64_t from) const {
    runs_.visit(run, run + 1, [&](std::int64_t a, std::int64_t b) {
      read_run(a, b, from, std::min(kTaskBytes, bytes_ - from));
    });
  }

  // Neighbouring runs with what lies between them.
  void read_spans(std::int64_t first, std::int64_t end) const {
    alignas(64) char span[kSpanBytes];
    std::int64_t begins = 0, ends = 0;  // of what is in `span`
    std::int64_t left = 0;              // runs from the current one on
    runs_.visit(first, end, [&](std::int64_t a, std::int64_t b) {
      std::int64_t at = a * region_.element_size;
      if (at < begins || at + bytes_ > ends) {
        left = std::min(end - first, kSpanBytes / step_);
        // Not past the last run in this row, nor the last one wanted.
        std::int64_t row = runs_.steps() - first % runs_.steps();
        left = std::max<std::int64_t>(1, std::min(left, row));
        begins = at;
        ends = at + (left - 1) * step_ + bytes_;
        read_bytes(file_, region_.address + static_cast<std::uint64_t>(at), ends - begins, span);
      }
      char* to = memory_ + b * region_.element_size;
      std::memcpy(to, span + (at - begins), static_cast<std::size_t>(bytes_));
      turn(to, bytes_);
      ++first;
    });
  }

  std::uint64_t address_of(std::int64_t element) const {
    return region_.address + static_cast<std::uint64_t>(element * region_.element_size);
  }

  void turn(char* bytes, std::int64_t size) const {
    if (region_.swapped > 0) swap_bytes(bytes, size / region_.swapped, region_.swapped);
  }

  OsFile& file_;
  const RawRegion& region_;
  char* memory_;
  const BoxRuns& runs_;
  std::int64_t bytes_;  // of a run
  std::int64_t step_;   // from one run to the next
};

}  // namespace

void read_bytes(OsFile& file, std::uint64_t address, std::int64_t size, void* memory) {
  if (size == 0) return;
  auto wanted = static_cast<std::size_t>(size);
  std::size_t got = 0;
  if (int error = file.read(memory, wanted, address, got)) {
    throw Error(ErrorKind::io, "The file could not be read: " + os_error_text(error) + ".");
  }
  std::memset(static_cast<char*>(memory) + got, 0, wanted - got);
}

void read_region(OsFile& file, const RawRegion& region, const BoxRuns& runs, char* memory) {
  RegionReading(file, region, runs, memory).run();
}

}  // namespace ch5mpy
