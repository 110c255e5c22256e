#include "journal/apply.h"

#include <algorithm>

namespace ch5mpy {

namespace {

// Writes [begin, end) from `bytes`, which start at `begin`, but for what lies in the head.
int write_around(OsFile& main, const std::uint8_t* bytes, std::uint64_t begin, std::uint64_t end,
                 std::uint64_t head_begin, std::uint64_t head_end) {
  std::uint64_t before = std::min(end, head_begin), after = std::max(begin, head_end);
  if (begin < before) {
    if (int error = main.write(bytes, static_cast<std::size_t>(before - begin), begin))
      return error;
  }
  if (after >= end) return 0;
  return main.write(bytes + (after - begin), static_cast<std::size_t>(end - after), after);
}

}  // namespace

int apply_records(OsFile& main, RecordSource& records, const JournalSeal& seal,
                  std::uint64_t head_offset) {
  // An empty head is nowhere.
  std::uint64_t head_begin = seal.old_head.empty() ? seal.end : head_offset;
  std::uint64_t head_end = head_begin + seal.old_head.size();
  if (int error = main.write(seal.marked_head.data(), seal.marked_head.size(), head_begin))
    return error;
  Bytes payload(kLargestPayload);
  for (std::size_t i = 0; i < records.records(); ++i) {
    std::uint64_t begin = records.target(i);
    std::uint64_t end = std::min(begin + records.size(i), seal.end);
    if (begin >= end) continue;
    if (int error = records.read(i, 0, payload.data(), static_cast<std::size_t>(end - begin)))
      return error;
    if (int error = write_around(main, payload.data(), begin, end, head_begin, head_end))
      return error;
  }
  std::uint64_t size = 0;
  if (int error = main.size(size)) return error;
  if (size != seal.end) {
    if (int error = main.truncate(seal.end)) return error;
  }
  return main.write(seal.new_head.data(), seal.new_head.size(), head_begin);
}

}  // namespace ch5mpy
