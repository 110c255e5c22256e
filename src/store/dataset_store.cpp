#include "store/dataset_store.h"

#include "core/error.h"
#include "hdf5/dataset_marks.h"

namespace ch5mpy {

namespace {

// What is read at once from a dataset that is not chunked.
constexpr std::int64_t kPieceBytes = 1 << 20;

}  // namespace

DatasetStore::DatasetStore(std::shared_ptr<Dataset> dataset, bool row_major)
    : dataset_(std::move(dataset)), row_major_(row_major) {
  const Dataset& stored = *dataset_;
  if (!stored.type().readable()) {
    throw Error(ErrorKind::unsupported,
                "A dataset of " + stored.type().why + " cannot be read as an array.");
  }
  if (stored.shape().kind == SpaceKind::null) {
    throw Error(ErrorKind::unsupported, "A dataset without a shape holds no array.");
  }
  grid_.dims = file_order(stored.shape().dims);
  grid_.chunked = stored.layout() == Layout::chunked;
  grid_.first_fastest = !row_major;
  grid_.element_size = static_cast<std::int64_t>(stored.type().size);
  grid_.cell = grid_.chunked ? file_order(stored.chunk())
                             : contiguous_cell(grid_.dims, grid_.first_fastest, grid_.element_size,
                                               kPieceBytes);
}

// The file's order of axes from R's, or back: the same operation.
Dims DatasetStore::file_order(const Dims& dims) const {
  return row_major_ ? dims : reversed(dims);
}

void DatasetStore::read_box(const Dims& start, const Dims& count, void* memory) const {
  read_stored_box(*dataset_, file_order(start), file_order(count), memory);
}

void DatasetStore::write_box(const Dims& start, const Dims& count, const void* memory) {
  write_stored_box(*dataset_, file_order(start), file_order(count), memory);
}

void DatasetStore::reclaim(std::int64_t elements, void* memory) const {
  dataset_->reclaim(elements, memory);
}

void DatasetStore::note_text(std::int64_t characters) {
  if (characters <= noted_characters_) return;
  widen_text_dtype(dataset_->id(), characters);
  noted_characters_ = characters;
}

void DatasetStore::mark_integer_na() {
  dataset_->mark_integer_na();
}

}  // namespace ch5mpy
