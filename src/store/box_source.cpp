#include "store/box_source.h"

#include <algorithm>
#include <utility>

#include "core/cancel.h"
#include "core/checked.h"
#include "core/error.h"
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
    for (BoxCursor cursor(store_->grid(), selection, GapRule::span); !cursor.done();
         cursor.next()) {
      poll_cancel();
      cursor.widen();
      read_boxed(cursor.start(), cursor.count(), cursor.walk(), out);
    }
  }
  report();
}

void BoxSource::gather_points(Points points, Block& out) {
  check_points(points, element_count(dims()), true);
  out.prepare(type(), points.size());
  if (std::find(points.begin(), points.end(), kNaIndex) != points.end()) fill_na(out);
  for (PointCursor cursor(store_->grid(), points, GapRule::span); !cursor.done(); cursor.next()) {
    poll_cancel();
    read_boxed(cursor.start(), cursor.count(), cursor.walk(), out);
  }
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
  for (SlabCursor slab(store_->grid(), selection); !slab.done(); slab.next()) {
    poll_cancel();
    store_->read_box(slab.start(), slab.count(), memory + slab.offset() * size);
  }
  inspect(store_->type(), out, findings_);
}

void BoxSource::read_boxed(const Dims& start, const Dims& count, const BoxWalk& walk, Block& out) {
  const StoredType& stored = store_->type();
  std::int64_t elements = element_count(count);
  box_.reserve(checked_mul(elements, static_cast<std::int64_t>(stored.size), "a chunk"));
  store_->read_box(start, count, box_.data());
  if (stored.native != Native::text_variable) {
    decode(stored, policy_, box_.data(), walk, out, findings_);
    return;
  }
  try {
    decode(stored, policy_, box_.data(), walk, out, findings_);
  } catch (...) {
    store_->reclaim(elements, box_.data());
    throw;
  }
  store_->reclaim(elements, box_.data());
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
