#include "store/scratch_array.h"

#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "store/block_copy.h"
#include "store/position_walk.h"

namespace ch5mpy {

namespace {

// The entry of a string in the elements' file.
struct TextEntry {
  std::int64_t offset;
  std::int64_t length;  // -1 is NA
};

// Calls `run(position, count, at)` for each stretch of neighbouring positions, in order.
class RunMerger {
 public:
  template <typename Run>
  void add(std::int64_t position, std::int64_t count, std::int64_t at, Run&& run) {
    bool joins = position != kNaIndex && position_ != kNaIndex && position == position_ + count_;
    if (count_ > 0 && joins) {
      count_ += count;
      return;
    }
    flush(run);
    position_ = position;
    count_ = count;
    at_ = at;
  }
  template <typename Run>
  void flush(Run&& run) {
    if (count_ > 0) run(position_, count_, at_);
    count_ = 0;
  }

 private:
  std::int64_t position_ = 0;
  std::int64_t count_ = 0;
  std::int64_t at_ = 0;
};

template <typename Run>
void selection_runs(const Selection& selection, const Dims& dims, Run&& run) {
  RunMerger merger;
  visit_lines(selection, dims, [&](const Line& line) {
    if (line.base != kNaIndex && line.axis->is_run() && line.stride == 1) {
      merger.add(line[0], line.size(), line.first, run);
      return;
    }
    for (std::int64_t i = 0; i < line.size(); ++i) merger.add(line[i], 1, line.first + i, run);
  });
  merger.flush(run);
}

template <typename Run>
void point_runs(Points points, Run&& run) {
  RunMerger merger;
  for (std::int64_t i = 0; i < points.size(); ++i) merger.add(points[i], 1, i, run);
  merger.flush(run);
}

}  // namespace

ScratchArray::ScratchArray(ElementType type, Dims dims, const std::string& folder)
    : type_(type), dims_(std::move(dims)), elements_(folder), heap_(folder) {}

Dims ScratchArray::chunk() const {
  return Dims(dims_.size(), 1);
}

void ScratchArray::gather(const Selection& selection, Block& out) {
  check_selection(selection, dims_, true);
  out.prepare(type_, selection.size());
  selection_runs(selection, dims_, [&](std::int64_t position, std::int64_t count, std::int64_t at) {
    read_run(position, count, out, at);
  });
}

void ScratchArray::gather_points(Points points, Block& out) {
  check_points(points, element_count(dims_), true);
  out.prepare(type_, points.size());
  point_runs(points, [&](std::int64_t position, std::int64_t count, std::int64_t at) {
    read_run(position, count, out, at);
  });
}

void ScratchArray::check(const Block& values) const {
  if (values.type() == type_) return;
  throw Error(ErrorKind::internal, std::string("A scratch array of type ") +
                                       element_type_name(type_) + " was given values of type " +
                                       element_type_name(values.type()) + ".");
}

void ScratchArray::put(const Selection& selection, const Block& values) {
  check_selection(selection, dims_, false);
  check(values);
  selection_runs(selection, dims_, [&](std::int64_t position, std::int64_t count, std::int64_t at) {
    write_run(position, count, values, at);
  });
}

void ScratchArray::put_points(Points points, const Block& values) {
  check_points(points, element_count(dims_), false);
  check(values);
  point_runs(points, [&](std::int64_t position, std::int64_t count, std::int64_t at) {
    write_run(position, count, values, at);
  });
}

void ScratchArray::read_run(std::int64_t position, std::int64_t count, Block& out,
                            std::int64_t at) const {
  if (position == kNaIndex) {
    for (std::int64_t i = 0; i < count; ++i) set_na(out, at + i);
  } else if (type_ == ElementType::text) {
    read_text(position, count, out, at);
  } else {
    auto size = static_cast<std::int64_t>(element_size(type_));
    elements_.read(position * size, out.as<char>() + at * size, count * size);
  }
}

void ScratchArray::write_run(std::int64_t position, std::int64_t count, const Block& values,
                             std::int64_t at) {
  if (type_ == ElementType::text) {
    write_text(position, count, values, at);
  } else {
    auto size = static_cast<std::int64_t>(element_size(type_));
    elements_.write(position * size, values.as<char>() + at * size, count * size);
  }
}

void ScratchArray::read_text(std::int64_t position, std::int64_t count, Block& out,
                             std::int64_t at) const {
  std::vector<TextEntry> entries(static_cast<std::size_t>(count));
  auto size = static_cast<std::int64_t>(sizeof(TextEntry));
  elements_.read(position * size, entries.data(), count * size);
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) {
    const TextEntry& entry = entries[static_cast<std::size_t>(i)];
    if (entry.length < 0) {
      out.text().set_na(at + i);
      continue;
    }
    text.resize(static_cast<std::size_t>(entry.length));
    heap_.read(entry.offset, &text[0], entry.length);
    out.text().set(at + i, text);
  }
}

void ScratchArray::write_text(std::int64_t position, std::int64_t count, const Block& values,
                              std::int64_t at) {
  std::vector<TextEntry> entries(static_cast<std::size_t>(count));
  std::string heap;
  for (std::int64_t i = 0; i < count; ++i) {
    TextEntry& entry = entries[static_cast<std::size_t>(i)];
    entry = TextEntry{heap_size_ + static_cast<std::int64_t>(heap.size()), -1};
    if (values.text().is_na(at + i)) continue;
    std::string_view text = values.text().get(at + i);
    entry.length = static_cast<std::int64_t>(text.size());
    heap.append(text);
  }
  heap_.write(heap_size_, heap.data(), static_cast<std::int64_t>(heap.size()));
  heap_size_ += static_cast<std::int64_t>(heap.size());
  auto size = static_cast<std::int64_t>(sizeof(TextEntry));
  elements_.write(position * size, entries.data(), count * size);
}

}  // namespace ch5mpy
