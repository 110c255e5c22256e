#include "hdf5/dataset.h"

#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "hdf5/compression.h"
#include "hdf5/dataset_marks.h"
#include "hdf5/error_stack.h"
#include "hdf5/key_spelling.h"
#include "hdf5/raw_storage.h"

namespace ch5mpy {

namespace {

Handle own_reference(hid_t dataset) {
  if (H5Iget_type(dataset) != H5I_DATASET) {
    throw Error(ErrorKind::type, "An array was asked for, but the object is not a dataset.");
  }
  check_status(H5Iinc_ref(dataset), "keep a dataset open", ErrorKind::internal);
  return Handle(dataset, H5Dclose);
}

Layout layout_of(hid_t properties) {
  switch (H5Pget_layout(properties)) {
    case H5D_COMPACT:
      return Layout::compact;
    case H5D_CHUNKED:
      return Layout::chunked;
    case H5D_VIRTUAL:
      return Layout::virtual_sources;
    default:
      return Layout::contiguous;
  }
}

Dims chunk_of(hid_t properties, std::size_t rank) {
  std::vector<hsize_t> extents(rank);
  check_status(H5Pget_chunk(properties, static_cast<int>(rank), extents.data()),
               "read a dataset's chunk shape", ErrorKind::corrupt);
  return Dims(extents.begin(), extents.end());
}

std::int64_t chunk_bytes(const Dataset& dataset) {
  return checked_mul(element_count(dataset.chunk()),
                     static_cast<std::int64_t>(dataset.type().size), "a chunk");
}

// The next cell of a grid between `first` and `last`, the last axis fastest; false after the last.
bool next_cell(const Dims& first, const Dims& last, Dims& cell) {
  for (std::size_t a = cell.size(); a-- > 0;) {
    if (++cell[a] <= last[a]) return true;
    cell[a] = first[a];
  }
  return false;
}

}  // namespace

Dataset::Dataset(hid_t dataset) : dataset_(own_reference(dataset)) {
  space_ = check_handle(H5Dget_space(dataset), H5Sclose, "open a dataset's shape");
  shape_ = read_shape(space_.get());
  Handle type = check_handle(H5Dget_type(dataset), H5Tclose, "open a dataset's type");
  type_ = describe_type(type.get());
  if (type_.readable()) {
    memory_type_ = memory_type(type.get(), type_);
    read_marks(dataset, type_);
  }
  Handle properties =
      check_handle(H5Dget_create_plist(dataset), H5Pclose, "read how a dataset is stored");
  layout_ = layout_of(properties.get());
  if (layout_ == Layout::chunked) chunk_ = chunk_of(properties.get(), shape_.dims.size());
  filtered_ = H5Pget_nfilters(properties.get()) > 0;
  if (filtered_) unsafe_filter_ = unsafe_filter(properties.get());
  outside_ = layout_ == Layout::virtual_sources ||
             (layout_ == Layout::contiguous && H5Pget_external_count(properties.get()) > 0);
  if (type_.readable() && shape_.kind == SpaceKind::simple) {
    raw_ = read_raw_layout(*this, type.get(), properties.get());
    os_file_ = &os_file_of(dataset);
  }
  if (filtered_ && layout_ == Layout::chunked && raw_.kind == RawLayout::Kind::opaque) {
    guard_ = std::make_unique<InflationGuard>(properties.get(), chunk_bytes(*this));
  }
}

void Dataset::require_rewritable(const std::string& name) const {
  if (unsafe_filter_.empty()) return;
  throw Error(ErrorKind::unsupported,
              "'" + printable(name) + "' is compressed by the optional filter '" +
                  printable(unsafe_filter_) +
                  "', whose chunks HDF5 does not change safely; h5_retype(x, h5_info(x)$type) "
                  "writes the array anew, so that it can be assigned to.");
}

void Dataset::require_assignable(const std::string& name) const {
  // What HDF5 does not change safely, write_chunk() does.
  if (raw_.kind != RawLayout::Kind::chunked) require_rewritable(name);
}

ChunkIndex& Dataset::chunks() {
  if (chunks_ == nullptr) {
    chunks_ =
        std::make_unique<ChunkIndex>(read_chunk_index(dataset_.get(), shape_.dims, chunk_));
  }
  return *chunks_;
}

void Dataset::write_chunk(const Dims& start, std::int64_t number, ConstBytes bytes,
                          std::uint32_t skipped) {
  const StoredChunk* before = chunks().find(number);
  if (before != nullptr && before->size == static_cast<std::uint64_t>(bytes.size()) &&
      before->skipped != skipped) {
    // HDF5 notes which filters were left out only where a chunk's size changes.
    std::vector<std::uint8_t> longer(bytes.begin(), bytes.end());
    longer.push_back(0);
    write_raw_chunk(dataset_.get(), start, longer, skipped);
  }
  StoredChunk written = write_raw_chunk(dataset_.get(), start, bytes, skipped);
  written.number = number;
  chunks().set(written);
}

Dataset::BoxSpaces Dataset::select(const Dims& start, const Dims& count) const {
  BoxSpaces spaces;
  if (is_whole(count)) return spaces;
  select_box(space_.get(), start, count);
  spaces.file = space_.get();
  spaces.memory = make_space({element_count(count)}, {});
  return spaces;
}

void Dataset::mark_integer_na() {
  ch5mpy::mark_integer_na(dataset_.get());
  type_.int_na = true;
}

void Dataset::guard_chunks(const Dims& start, const Dims& count) const {
  if (guard_ == nullptr || element_count(count) == 0) return;
  Dims first(start), last(start), cell;
  for (std::size_t a = 0; a < start.size(); ++a) {
    first[a] = start[a] / chunk_[a];
    last[a] = (start[a] + count[a] - 1) / chunk_[a];
  }
  cell = first;
  // Not by `chunks()`: what HDF5 writes moves its chunks.
  do {
    StoredChunk stored = find_raw_chunk(id(), cell, chunk_);
    if (stored.size > 0) guard_->check(os_file_of(id()), stored);
  } while (next_cell(first, last, cell));
}

void Dataset::read_box(const Dims& start, const Dims& count, void* memory) const {
  BoxSpaces spaces = select(start, count);
  herr_t status = H5Dread(dataset_.get(), memory_type_.get(), spaces.memory_id(), spaces.file,
                          H5P_DEFAULT, memory);
  check_status(status, "read from a dataset", ErrorKind::corrupt);
}

void Dataset::write_box(const Dims& start, const Dims& count, const void* memory) const {
  BoxSpaces spaces = select(start, count);
  herr_t status = H5Dwrite(dataset_.get(), memory_type_.get(), spaces.memory_id(), spaces.file,
                           H5P_DEFAULT, memory);
  check_status(status, "write to a dataset");
}

void Dataset::reclaim(std::int64_t elements, void* memory) const {
  Handle space = make_space({elements}, {});
  check_status(H5Treclaim(memory_type_.get(), space.get(), H5P_DEFAULT, memory),
               "free strings it has read", ErrorKind::internal);
}

void resize_dataset(const Dataset& dataset, const Dims& dims, const std::string& name) {
  const Shape& shape = dataset.shape();
  if (dims.size() != shape.dims.size()) {
    throw Error(ErrorKind::argument, "A dataset of shape " + dims_text(shape.dims) +
                                         " cannot get the shape " + dims_text(dims) +
                                         ": the number of axes stays.");
  }
  bool fits = dataset.layout() == Layout::chunked;
  for (std::size_t a = 0; fits && a < dims.size(); ++a) {
    fits = shape.max[a] == kUnlimited || dims[a] <= shape.max[a];
  }
  if (!fits) {
    throw Error(ErrorKind::unsupported, "A dataset of fixed shape " + dims_text(shape.dims) +
                                            " cannot be resized to " + dims_text(dims) +
                                            " in place; it has to be rewritten.");
  }
  dataset.require_rewritable(name);
  std::vector<hsize_t> extents(dims.begin(), dims.end());
  check_status(H5Dset_extent(dataset.id(), extents.data()), "resize a dataset");
}

Dims read_dataset_dims(hid_t dataset) {
  Handle space = check_handle(H5Dget_space(dataset), H5Sclose, "open a dataset's shape");
  return read_shape(space.get()).dims;
}

}  // namespace ch5mpy
