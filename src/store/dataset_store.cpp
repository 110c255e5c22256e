#include "store/dataset_store.h"

#include "core/error.h"
#include "hdf5/dataset_marks.h"

namespace ch5mpy {

namespace {

// What is read at once from a dataset that is not chunked.
constexpr std::int64_t kPieceBytes = 1 << 20;

}  // namespace

DatasetStore::DatasetStore(hid_t dataset, bool row_major)
    : dataset_(dataset), row_major_(row_major) {
  if (!dataset_.type().readable()) {
    throw Error(ErrorKind::unsupported,
                "A dataset of " + dataset_.type().why + " cannot be read as an array.");
  }
  if (dataset_.shape().kind == SpaceKind::null) {
    throw Error(ErrorKind::unsupported, "A dataset without a shape holds no array.");
  }
  grid_.dims = file_order(dataset_.shape().dims);
  grid_.chunked = dataset_.layout() == Layout::chunked;
  grid_.first_fastest = !row_major;
  grid_.element_size = static_cast<std::int64_t>(dataset_.type().size);
  grid_.cell = grid_.chunked ? file_order(dataset_.chunk())
                             : contiguous_cell(grid_.dims, grid_.first_fastest, grid_.element_size,
                                               kPieceBytes);
}

// The file's order of axes from R's, or back: the same operation.
Dims DatasetStore::file_order(const Dims& dims) const {
  return row_major_ ? dims : reversed(dims);
}

void DatasetStore::read_box(const Dims& start, const Dims& count, void* memory) const {
  dataset_.read_box(file_order(start), file_order(count), memory);
}

void DatasetStore::write_box(const Dims& start, const Dims& count, const void* memory) {
  dataset_.write_box(file_order(start), file_order(count), memory);
}

void DatasetStore::reclaim(std::int64_t elements, void* memory) const {
  dataset_.reclaim(elements, memory);
}

void DatasetStore::note_text(std::int64_t characters) {
  if (characters <= noted_characters_) return;
  widen_text_dtype(dataset_.id(), characters);
  noted_characters_ = characters;
}

void DatasetStore::mark_integer_na() {
  ch5mpy::mark_integer_na(dataset_.id());
}

}  // namespace ch5mpy
