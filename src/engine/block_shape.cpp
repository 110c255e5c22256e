#include "engine/block_shape.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ch5mpy::engine {

namespace {

// No more elements than this in a block, however much memory there is: what does not fit the
// processor's caches is computed slower. Ordered blocks may need to be wide to end where chunks do.
constexpr std::int64_t kMostElements = 1 << 18;
constexpr std::int64_t kMostOrdered = 1 << 21;
// Still a part of a large array, for the sake of progress.
constexpr std::int64_t kMostInPlace = 1 << 24;

std::int64_t most_elements(const ShapeRequest& request) {
  if (request.in_place) return kMostInPlace;
  return request.ordered ? kMostOrdered : kMostElements;
}

Dims clipped(const Dims& chunk, const Dims& output) {
  Dims result(output.size(), 1);
  for (std::size_t a = 0; a < output.size(); ++a) {
    result[a] = std::max<std::int64_t>(1, std::min(chunk[a], output[a]));
  }
  return result;
}

// The box that holds whole chunks of all sources; of the largest chunk only, if that is too much.
Dims chunk_unit(const ShapeRequest& request, std::int64_t limit) {
  Dims all(request.output.size(), 1);
  Dims largest = all;
  for (const Dims& chunk : request.chunks) {
    if (chunk.empty()) continue;
    Dims fitting = clipped(chunk, request.output);
    for (std::size_t a = 0; a < all.size(); ++a) all[a] = std::max(all[a], fitting[a]);
    if (element_count(fitting) > element_count(largest)) largest = fitting;
  }
  return element_count(all) <= limit ? all : largest;
}

// How much of an axis fits: whole multiples of `unit`, or all of it.
std::int64_t grown(std::int64_t extent, std::int64_t unit, std::int64_t room) {
  if (room >= extent) return extent;
  return std::max<std::int64_t>(1, room >= unit ? room - room % unit : room);
}

std::int64_t kept_elements(const ShapeRequest& request, const Dims& shape) {
  std::int64_t count = 1;
  for (std::size_t a = 0; a < shape.size(); ++a) count *= request.kept[a] ? shape[a] : 1;
  return count;
}

}  // namespace

Dims block_shape(const ShapeRequest& request) {
  std::int64_t limit = request.bytes_per_element == 0 ? INT64_MAX
                                                      : request.memory / request.bytes_per_element;
  limit = std::max<std::int64_t>(1, std::min(limit, most_elements(request)));
  Dims unit = chunk_unit(request, limit);
  Dims shape = request.ordered ? Dims(unit.size(), 1) : unit;
  // A chunk larger than the limit counts as the limit.
  limit = std::max(limit, element_count(unit));
  for (std::size_t a = 0; a < shape.size(); ++a) {
    bool kept = a < request.kept.size() && request.kept[a];
    std::int64_t room = limit / (element_count(shape) / shape[a]);
    if (kept) room = std::min(room, request.most_kept / (kept_elements(request, shape) / shape[a]));
    shape[a] = std::max(shape[a], grown(request.output[a], unit[a], room));
    if (shape[a] < request.output[a] && !kept) break;
  }
  return shape;
}

BoxTiling::BoxTiling(Dims output, Dims shape, const std::vector<bool>& late)
    : output_(std::move(output)),
      shape_(std::move(shape)),
      start_(output_.size(), 0),
      order_(output_.size()),
      done_(element_count(output_) == 0) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  if (late.empty()) return;
  std::stable_partition(order_.begin(), order_.end(), [&](std::size_t a) { return !late[a]; });
}

std::int64_t BoxTiling::count() const {
  std::int64_t count = 1;
  for (std::size_t a = 0; a < output_.size(); ++a) {
    count *= (output_[a] + shape_[a] - 1) / shape_[a];
  }
  return count;
}

bool BoxTiling::next(Box& box) {
  if (done_) return false;
  box.start = start_;
  box.count.resize(output_.size());
  for (std::size_t a = 0; a < output_.size(); ++a) {
    box.count[a] = std::min(shape_[a], output_[a] - start_[a]);
  }
  for (std::size_t a : order_) {
    start_[a] += shape_[a];
    if (start_[a] < output_[a]) return true;
    start_[a] = 0;
  }
  done_ = true;
  return true;
}

}  // namespace ch5mpy::engine
