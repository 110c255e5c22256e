#include "store/box_sink.h"

#include <algorithm>
#include <utility>

#include "core/cancel.h"
#include "core/checked.h"
#include "core/error.h"
#include "core/na.h"
#include "store/box_cursor.h"
#include "store/element_check.h"
#include "store/element_encode.h"
#include "store/point_cursor.h"
#include "store/slab_cursor.h"
#include "store/text_extent.h"

namespace ch5mpy {

namespace {

void check_size(std::int64_t wanted, const Block& values) {
  if (wanted == values.size()) return;
  throw Error(ErrorKind::internal, "A block of " + std::to_string(values.size()) +
                                       " elements was put where " + std::to_string(wanted) +
                                       " belong.");
}

}  // namespace

BoxSink::BoxSink(std::unique_ptr<BoxStore> store, bool integer64)
    : store_(std::move(store)), integer64_(integer64), marked_na_(store_->type().int_na) {}

void BoxSink::check(const Block& values) const {
  check_values(store_->type(), values, integer64_);
}

GapRule BoxSink::gap_rule() const {
  return store_->type().native == Native::text_variable ? GapRule::exact : GapRule::span;
}

void BoxSink::put(const Selection& selection, const Block& values) {
  check_selection(selection, dims(), false);
  check_size(selection.size(), values);
  check(values);
  if (values.size() == 0) return;
  mark(values);
  if (is_direct(selection, values)) return write_direct(selection, values);
  BoxCursor cursor(store_->grid(), selection, gap_rule());
  for (std::int64_t i = 0; i < cursor.size(); ++i) {
    poll_cancel();
    cursor.load(i, part_);
    write_boxed(part_, values);
  }
}

void BoxSink::put_points(Points points, const Block& values) {
  check_points(points, element_count(dims()), false);
  check_size(points.size(), values);
  check(values);
  mark(values);
  PointCursor cursor(store_->grid(), points, gap_rule());
  for (std::int64_t i = 0; i < cursor.size(); ++i) {
    poll_cancel();
    cursor.load(i, part_);
    write_boxed(part_, values);
  }
}

// A box whose elements lie in the block just as they do in storage.
bool BoxSink::is_direct(const Selection& selection, const Block& values) const {
  const StoredType& stored = store_->type();
  bool same_bits = (stored.kind == StoredKind::floating && stored.native == Native::f64 &&
                    values.type() == ElementType::real && !integer64_) ||
                   (stored.kind == StoredKind::integer && stored.native == Native::i32 &&
                    values.type() != ElementType::real) ||
                   values.type() == ElementType::raw;
  if (!same_bits || !selection.is_identity_perm() || !store_->grid().first_fastest) return false;
  for (const AxisSelection& axis : selection.axes) {
    if (!axis.is_run()) return false;
  }
  return true;
}

void BoxSink::write_direct(const Selection& selection, const Block& values) {
  auto size = static_cast<std::int64_t>(element_size(values.type()));
  const char* memory = static_cast<const char*>(values.data());
  for (SlabCursor slab(store_->grid(), selection); !slab.done(); slab.next()) {
    poll_cancel();
    store_->write_box(slab.start(), slab.count(), memory + slab.offset() * size);
  }
}

void BoxSink::write_boxed(const BoxPart& part, const Block& values) {
  const StoredType& stored = store_->type();
  box_.reserve(
      checked_mul(element_count(part.count), static_cast<std::int64_t>(stored.size), "a chunk"));
  if (!part.covers) store_->read_box(part.start, part.count, box_.data());
  encode(stored, values, integer64_, part.walk, box_.data());
  store_->write_box(part.start, part.count, box_.data());
}

void BoxSink::mark(const Block& values) {
  const StoredType& stored = store_->type();
  if (stored.is_text()) {
    store_->note_text(measure_text(values.text()).most_characters);
    return;
  }
  if (marked_na_ || stored.native != Native::i32 || stored.kind != StoredKind::integer) return;
  bool na = has_na(values);
  if (integer64_) {
    const std::int64_t* value = values.as<std::int64_t>();
    na = std::find(value, value + values.size(), kNaInteger64) != value + values.size();
  }
  if (!na) return;
  store_->mark_integer_na();
  marked_na_ = true;
}

}  // namespace ch5mpy
