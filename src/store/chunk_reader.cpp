#include "store/chunk_reader.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "core/error.h"
#include "core/thread_pool.h"
#include "store/box_runs.h"
#include "store/raw_region.h"

namespace ch5mpy {

namespace {

// Adds to an error which chunk it is about.
[[noreturn]] void throw_about(const Error& error, const Dims& start, std::uint64_t address) {
  std::string where = "The chunk at " + dims_text(start) + " of a dataset (address " +
                      std::to_string(address) + " in the file) cannot be read: ";
  Error named(error.kind(), where + error.what());
  for (const auto& field : error.fields()) named.with(field.first, field.second);
  throw named.with("chunk", dims_text(start)).with("address", std::to_string(address));
}

bool is_even(const std::vector<char>& element) {
  return std::all_of(element.begin(), element.end(), [&](char c) { return c == element[0]; });
}

}  // namespace

ChunkReader::ChunkReader(OsFile& file, const RawLayout& layout, const ChunkIndex& index,
                         ChunkOwner owner)
    : file_(file), layout_(layout), index_(index), owner_(owner), codec_(layout) {}

void ChunkReader::read_box(const Dims& start, const Dims& count, void* memory) const {
  std::vector<Part> parts = parts_of(start, count);
  if (parts.size() > 1) {
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.address() < b.address(); });
  }
  parallel_for(
      static_cast<std::int64_t>(parts.size()),
      [&](std::int64_t task, int) {
        read_part(parts[static_cast<std::size_t>(task)], count, static_cast<char*>(memory));
      },
      codec_.most_workers());
}

std::vector<ChunkReader::Part> ChunkReader::parts_of(const Dims& start, const Dims& count) const {
  std::size_t rank = start.size();
  Dims first(rank), cells(rank), at(rank);
  std::int64_t size = 1;
  for (std::size_t a = 0; a < rank; ++a) {
    first[a] = start[a] / layout_.chunk[a];
    cells[a] = (start[a] + count[a] - 1) / layout_.chunk[a] - first[a] + 1;
    size *= cells[a];
  }
  std::vector<Part> parts(static_cast<std::size_t>(size));
  for (Part& part : parts) {
    part.origin.resize(rank);
    part.inside.resize(rank);
    part.outside.resize(rank);
    part.count.resize(rank);
    part.whole = true;
    for (std::size_t a = 0; a < rank; ++a) {
      std::int64_t extent = layout_.chunk[a], cell = first[a] + at[a], origin = cell * extent;
      part.origin[a] = origin;
      std::int64_t from = std::max(origin, start[a]);
      std::int64_t to = std::min({origin + extent, start[a] + count[a]});
      part.number = part.number * ((layout_.dims[a] + extent - 1) / extent) + cell;
      part.inside[a] = from - origin;
      part.outside[a] = from - start[a];
      part.count[a] = to - from;
      part.whole = part.whole && from == origin && to == std::min(origin + extent, layout_.dims[a]);
    }
    if (const StoredChunk* stored = index_.find(part.number)) part.stored = *stored;
    for (std::size_t a = rank; a-- > 0;) {
      if (++at[a] < cells[a]) break;
      at[a] = 0;
    }
  }
  return parts;
}

void ChunkReader::read_part(const Part& part, const Dims& box, char* memory) const {
  std::int64_t size = layout_.element_size;
  BoxRuns runs(part.count, BoxPlace{layout_.chunk, part.inside}, BoxPlace{box, part.outside});
  if (!part.stored) {
    runs.visit(0, runs.size(),
               [&](std::int64_t, std::int64_t to) { fill(memory + to * size, runs.length()); });
    return;
  }
  if (is_plain(part)) {
    RawRegion region{part.stored->address, size, layout_.swapped};
    return read_region(file_, region, runs, memory);
  }
  ChunkCodec::Lease desk(codec_);
  ChunkCache::Bytes known = ChunkCache::global().find(owner_, part.number);
  // Where all of the chunk lies together in the box, it is decoded there.
  if (known == nullptr && runs.length() * size == codec_.chunk_bytes()) {
    runs.visit(0, 1,
               [&](std::int64_t, std::int64_t to) { decode(part, *desk, memory + to * size); });
    return;
  }
  if (known == nullptr) {
    desk->decoded.reserve(codec_.chunk_bytes());
    decode(part, *desk, desk->decoded.data());
  }
  copy_runs(runs, known != nullptr ? known->data() : desk->decoded.data(), memory, size);
  if (known == nullptr) keep(part, *desk);
}

void ChunkReader::keep(const Part& part, ChunkCodec::Desk& desk) const {
  if (!part.whole && !layout_.filters.empty())
    ChunkCache::global().insert(owner_, part.number, desk.decoded);
}

void ChunkReader::load(const Part& part, ChunkCodec::Desk& desk) const {
  desk.decoded.reserve(codec_.chunk_bytes());
  if (!part.stored) {
    fill(desk.decoded.data(), codec_.chunk_bytes() / layout_.element_size);
  } else if (ChunkCache::Bytes known = ChunkCache::global().find(owner_, part.number)) {
    std::memcpy(desk.decoded.data(), known->data(), static_cast<std::size_t>(codec_.chunk_bytes()));
  } else {
    decode(part, desk, desk.decoded.data());
  }
}

// Neither filtered nor of another size than it must have.
bool ChunkReader::is_plain(const Part& part) const {
  return layout_.filters.empty() &&
         part.stored->size == static_cast<std::uint64_t>(codec_.chunk_bytes());
}

void ChunkReader::decode(const Part& part, ChunkCodec::Desk& desk, char* memory) const {
  const StoredChunk& stored = *part.stored;
  try {
    auto most = static_cast<std::uint64_t>(
        desk.pipeline.encoded_limit(codec_.chunk_bytes(), stored.skipped));
    if (stored.size > most) {
      throw Error(ErrorKind::corrupt, "it has " + std::to_string(stored.size) +
                                          " bytes where at most " + std::to_string(most) +
                                          " are expected: the file is damaged.");
    }
    auto size = static_cast<std::int64_t>(stored.size);
    desk.stored.reserve(size);
    read_bytes(file_, stored.address, size, desk.stored.data());
    desk.pipeline.decode(ConstBytes(desk.stored.as<std::uint8_t>(), size), stored.skipped,
                         ByteSpan(reinterpret_cast<std::uint8_t*>(memory), codec_.chunk_bytes()));
  } catch (const Error& error) {
    throw_about(error, part.origin, stored.address);
  }
  if (layout_.swapped > 0) {
    swap_bytes(memory, codec_.chunk_bytes() / layout_.swapped, layout_.swapped);
  }
}

void ChunkReader::fill(char* memory, std::int64_t elements) const {
  auto size = static_cast<std::size_t>(layout_.element_size);
  if (is_even(layout_.fill)) {
    int byte = layout_.fill.empty() ? 0 : layout_.fill[0];
    std::memset(memory, byte, static_cast<std::size_t>(elements) * size);
    return;
  }
  for (std::int64_t i = 0; i < elements; ++i, memory += size) {
    std::memcpy(memory, layout_.fill.data(), size);
  }
}

}  // namespace ch5mpy
