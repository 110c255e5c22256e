#include "store/chunk_writer.h"

#include <algorithm>
#include <memory>

#include "core/cancel.h"
#include "core/thread_pool.h"
#include "store/box_runs.h"

namespace ch5mpy {

// The bytes lie in the desk, or in the memory that is written.
struct ChunkWriter::Encoded {
  std::unique_ptr<ChunkCodec::Lease> desk;
  Pipeline::Encoded chunk;
};

void ChunkWriter::write_box(const Dims& start, const Dims& count, const void* memory) {
  std::vector<ChunkReader::Part> parts = reader_.parts_of(start, count);
  auto size = static_cast<std::int64_t>(parts.size());
  std::int64_t most = reader_.codec().most_workers();
  // Two for each worker, so that none waits long for the slowest.
  std::int64_t batch = std::min<std::int64_t>(2 * worker_count(size, most), most);
  std::vector<Encoded> encoded(static_cast<std::size_t>(std::min(batch, size)));
  for (std::int64_t first = 0; first < size; first += batch) {
    poll_cancel();
    std::int64_t n = std::min(batch, size - first);
    auto part = [&](std::int64_t i) -> const ChunkReader::Part& {
      return parts[static_cast<std::size_t>(first + i)];
    };
    parallel_for(n, [&](std::int64_t i, int) {
      encoded[static_cast<std::size_t>(i)] =
          encode(part(i), count, static_cast<const char*>(memory));
    });
    for (std::int64_t i = 0; i < n; ++i) {
      Encoded& done = encoded[static_cast<std::size_t>(i)];
      reader_.forget(part(i).number);
      put_(part(i).origin, part(i).number, done.chunk.bytes, done.chunk.skipped);
      if (layout_.swapped == 0) reader_.keep(part(i), **done.desk);
      done = Encoded();
    }
  }
}

ChunkWriter::Encoded ChunkWriter::encode(const ChunkReader::Part& part, const Dims& box,
                                         const char* memory) const {
  Encoded result{std::make_unique<ChunkCodec::Lease>(reader_.codec()), {}};
  ChunkCodec::Desk& desk = **result.desk;
  auto bytes = reinterpret_cast<const std::uint8_t*>(elements(part, box, memory, desk));
  result.chunk = desk.pipeline.encode(ConstBytes(bytes, reader_.codec().chunk_bytes()));
  return result;
}

const char* ChunkWriter::elements(const ChunkReader::Part& part, const Dims& box,
                                  const char* memory, ChunkCodec::Desk& desk) const {
  std::int64_t size = layout_.element_size, bytes = reader_.codec().chunk_bytes();
  BoxRuns runs(part.count, BoxPlace{layout_.chunk, part.inside}, BoxPlace{box, part.outside});
  bool full = runs.length() * runs.size() * size == bytes;
  if (full && runs.size() == 1 && layout_.swapped == 0) {
    const char* straight = memory;
    runs.visit(0, 1, [&](std::int64_t, std::int64_t from) { straight += from * size; });
    return straight;
  }
  desk.decoded.reserve(bytes);
  if (!full) reader_.load(part, desk);
  copy_runs_back(runs, desk.decoded.data(), memory, size);
  if (layout_.swapped > 0)
    swap_bytes(desk.decoded.data(), bytes / layout_.swapped, layout_.swapped);
  return desk.decoded.data();
}

}  // namespace ch5mpy
