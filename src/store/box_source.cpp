#include "store/box_source.h"

#include <algorithm>
#include <utility>

#include "core/cancel.h"
#include "core/checked.h"
#include "core/error.h"
#include "core/memory_budget.h"
#include "core/thread_pool.h"
#include "store/box_cursor.h"
#include "store/point_cursor.h"
#include "store/slab_cursor.h"

namespace ch5mpy {

BoxSource::BoxSource(std::unique_ptr<BoxStore> store, Int64Policy policy, WarningLog& log)
    : store_(std::move(store)), policy_(policy), log_(log) {}

void BoxSource::gather(const Selection& selection, Block& out) {
  check_selection(selection, dims(), true);
  out.prepare(type(), selection.size());
  if (out.size() == 0) return;
  if (is_direct(selection)) {
    read_direct(selection, out);
  } else {
    if (std::any_of(selection.axes.begin(), selection.axes.end(),
                    [](const AxisSelection& axis) { return axis.has_na(); })) {
      fill_na(out);
    }
    BoxCursor cursor(store_->grid(), selection, GapRule::span);
    read_boxes(cursor.size(), out,
               [&](std::int64_t i, BoxPart& part) { cursor.load(i, part, true); });
  }
  report();
}

void BoxSource::gather_points(Points points, Block& out) {
  check_points(points, element_count(dims()), true);
  out.prepare(type(), points.size());
  if (std::find(points.begin(), points.end(), kNaIndex) != points.end()) fill_na(out);
  PointCursor cursor(store_->grid(), points, GapRule::span);
  read_boxes(cursor.size(), out, [&](std::int64_t i, BoxPart& part) { cursor.load(i, part); });
  report();
}

// The selection is a box whose elements lie in the block as they do in storage.
bool BoxSource::is_direct(const Selection& selection) const {
  if (!is_block_memory(store_->type(), policy_) || !selection.is_identity_perm()) return false;
  std::int64_t wide = 0;  // axes along which there is an order at all
  for (const AxisSelection& axis : selection.axes) {
    if (!axis.is_run()) return false;
    wide += axis.size() > 1;
  }
  return store_->grid().first_fastest || wide <= 1;
}

void BoxSource::read_direct(const Selection& selection, Block& out) {
  auto size = static_cast<std::int64_t>(element_size(out.type()));
  char* memory = static_cast<char*>(out.data());
  // Threads mind Ctrl-C themselves.
  std::int64_t slab_bytes = store_->threaded() ? kNoBound : SlabCursor::kUsual;
  for (SlabCursor slab(store_->grid(), selection, slab_bytes); !slab.done(); slab.next()) {
    poll_cancel();
    store_->read_box(slab.start(), slab.count(), memory + slab.offset() * size);
  }
  inspect(store_->type(), out, findings_);
}

// How many threads may read boxes at once.
std::int64_t BoxSource::most_workers() const {
  // Strings are appended to one heap.
  if (!store_->threaded() || store_->type().is_text()) return 1;
  const ChunkGrid& grid = store_->grid();
  // A box, and the chunk it is decoded from.
  std::int64_t bytes = checked_mul(2 * grid.element_size, element_count(grid.cell), "a chunk");
  return MemoryBudget::global().available() / std::max<std::int64_t>(1, bytes);
}

template <typename Load>
void BoxSource::read_boxes(std::int64_t boxes, Block& out, Load&& load) {
  std::int64_t workers = worker_count(boxes, most_workers());
  if (desks_.size() < static_cast<std::size_t>(workers)) {
    desks_.resize(static_cast<std::size_t>(workers));
  }
  // Small boxes are not worth being handed out one by one.
  std::int64_t group = std::max<std::int64_t>(1, std::min<std::int64_t>(64, boxes / 16));
  parallel_for((boxes + group - 1) / group,
               [&](std::int64_t task, int worker) {
                 Desk& desk = desks_[static_cast<std::size_t>(worker)];
                 for (std::int64_t i = task * group; i < std::min(boxes, (task + 1) * group); ++i) {
                   load(i, desk.part);
                   read_box(desk, out);
                 }
               },
               workers);
  for (Desk& desk : desks_) {
    findings_.inexact_int64 |= desk.findings.inexact_int64;
    findings_.unmarked_int_min |= desk.findings.unmarked_int_min;
  }
}

void BoxSource::read_box(Desk& desk, Block& out) const {
  const StoredType& stored = store_->type();
  const BoxPart& part = desk.part;
  std::int64_t elements = element_count(part.count);
  desk.box.reserve(checked_mul(elements, static_cast<std::int64_t>(stored.size), "a chunk"));
  store_->read_box(part.start, part.count, desk.box.data());
  if (stored.native != Native::text_variable) {
    decode(stored, policy_, desk.box.data(), part.walk, out, desk.findings);
    return;
  }
  try {
    decode(stored, policy_, desk.box.data(), part.walk, out, desk.findings);
  } catch (...) {
    store_->reclaim(elements, desk.box.data());
    throw;
  }
  store_->reclaim(elements, desk.box.data());
}

void BoxSource::report() {
  if (findings_.inexact_int64) {
    if (policy_ == Int64Policy::error) {
      throw Error(
          ErrorKind::type,
          "A 64-bit integer is not exact as a double; use h5_options(int64 = \"integer64\") "
          "or \"double\".");
    }
    log_.add(
        "some 64-bit integers are not exact as doubles; h5_options(int64 = \"integer64\") keeps "
        "them");
  }
  if (findings_.unmarked_int_min) log_.add("the integer -2147483648 was read as NA");
}

}  // namespace ch5mpy
