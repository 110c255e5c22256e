#include "store/stored_box.h"

#include "store/chunk_cache.h"
#include "store/chunk_reader.h"
#include "store/chunk_writer.h"
#include "store/raw_region.h"

namespace ch5mpy {

namespace {

// What reads a dataset's chunks, as long as the dataset is known.
struct ChunkAccess {
  explicit ChunkAccess(Dataset& dataset)
      : reader(dataset.os_file(), dataset.raw(), dataset.chunks(), own.owner()) {}
  ChunkOwnership own;
  ChunkReader reader;
};

const ChunkReader& reader_of(Dataset& dataset) {
  std::shared_ptr<void>& kept = dataset.companion();
  if (kept == nullptr) kept = std::make_shared<ChunkAccess>(dataset);
  return static_cast<const ChunkAccess*>(kept.get())->reader;
}

bool is_chunked(const Dataset& dataset) {
  return dataset.raw().kind == RawLayout::Kind::chunked;
}

// What lies in one unfiltered chunk that is there is changed in its place.
bool writes_chunks(Dataset& dataset, const Dims& start, const Dims& count) {
  if (!is_chunked(dataset) || element_count(count) == 0) return false;
  if (!dataset.raw().filters.empty()) return true;
  std::vector<ChunkReader::Part> parts = reader_of(dataset).parts_of(start, count);
  return parts.size() > 1 || parts[0].whole || !parts[0].stored;
}

}  // namespace

bool reads_on_threads(Dataset& dataset) {
  if (is_chunked(dataset)) reader_of(dataset);  // asks HDF5, once
  return dataset.raw().kind != RawLayout::Kind::opaque;
}

void read_stored_box(Dataset& dataset, const Dims& start, const Dims& count, void* memory) {
  const RawLayout& raw = dataset.raw();
  if (element_count(count) == 0) return;
  if (is_chunked(dataset)) return reader_of(dataset).read_box(start, count, memory);
  if (raw.kind == RawLayout::Kind::opaque) {
    dataset.guard_chunks(start, count);
    return dataset.read_box(start, count, memory);
  }
  read_region(dataset.os_file(), RawRegion{raw.address, raw.element_size, raw.swapped},
              BoxRuns(count, BoxPlace{raw.dims, start}), static_cast<char*>(memory));
}

void write_stored_box(Dataset& dataset, const Dims& start, const Dims& count, const void* memory) {
  if (!writes_chunks(dataset, start, count)) {
    dataset.guard_chunks(start, count);
    return dataset.write_box(start, count, memory);
  }
  ChunkWriter writer(
      dataset.raw(), reader_of(dataset),
      [&](const Dims& origin, std::int64_t number, ConstBytes bytes, std::uint32_t skipped) {
        dataset.write_chunk(origin, number, bytes, skipped);
      });
  writer.write_box(start, count, memory);
}

}  // namespace ch5mpy
