#include "store/new_dataset.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "codec/shuffle_choice.h"
#include "core/checked.h"
#include "core/error.h"
#include "hdf5/dataset_creation.h"
#include "hdf5/dataset_marks.h"
#include "hdf5/dataspace.h"
#include "hdf5/datatype.h"
#include "hdf5/error_stack.h"
#include "hdf5/type_name.h"
#include "hdf5/unlinked.h"
#include "store/box_walk.h"
#include "store/chunk_shape.h"
#include "store/dataset_sink.h"
#include "store/element_check.h"
#include "store/element_encode.h"
#include "store/slab_cursor.h"

namespace ch5mpy {

namespace {

Handle stored_type_of(const NewDataset& wanted) {
  if (!wanted.type.empty()) return stored_type_named(wanted.type);
  if (wanted.element == ElementType::text && wanted.text_width > 0) {
    return fixed_text_type(static_cast<std::size_t>(wanted.text_width), true);
  }
  if (wanted.element == ElementType::logical) {
    return stored_type_named(wanted.nullable ? "logical" : "bool");
  }
  return stored_type_named(wanted.integer64 ? "int64" : element_type_name(wanted.element));
}

bool is_raw(const NewDataset& wanted) {
  return names_raw(wanted.type) || (wanted.type.empty() && wanted.element == ElementType::raw);
}

// Whether the elements take less room than an index of chunks is worth.
bool is_tiny(const Dims& dims, std::int64_t element_size) {
  return checked_mul(element_count(dims), element_size, "a new array") < kTinyBytes;
}

Dims chunk_of(const NewDataset& wanted, std::int64_t element_size) {
  bool needs_chunks = !wanted.max.empty() || !wanted.compression.none();
  switch (wanted.chunking) {
    case Chunking::contiguous:
      return {};
    case Chunking::automatic:
      if (!needs_chunks && is_tiny(wanted.dims, element_size)) return {};
      return guess_chunk(wanted.dims, element_size);
    case Chunking::given:
      break;
  }
  return wanted.chunk;
}

// No chunk may be larger than what its axis can ever be.
void bound_chunk(Dims& chunk, const Dims& max) {
  for (std::size_t a = 0; a < chunk.size() && a < max.size(); ++a) {
    if (max[a] != kUnlimited) chunk[a] = std::max<std::int64_t>(1, std::min(chunk[a], max[a]));
  }
}

DatasetCreation creation_of(const NewDataset& wanted, std::int64_t element_size) {
  DatasetCreation creation;
  if (wanted.scalar) return creation;
  Dims chunk = chunk_of(wanted, element_size);
  Dims max = wanted.max;
  if (!chunk.empty() && max.empty()) max.assign(wanted.dims.size(), kUnlimited);
  if (chunk.empty()) max.clear();
  bound_chunk(chunk, max);
  auto file_order = [&](const Dims& dims) { return wanted.row_major ? dims : reversed(dims); };
  creation.dims = file_order(wanted.dims);
  creation.chunk = file_order(chunk);
  creation.max = file_order(max);
  creation.compression = wanted.compression;
  return creation;
}

// The elements by which shuffling is judged: a run from the middle.
constexpr std::int64_t kSampled = 8192;

bool is_shuffled(const NewDataset& wanted, const StoredType& stored) {
  if (wanted.sample == nullptr || wanted.sample->size() == 0) return true;
  if (wanted.compression.none() || wanted.sample->type() == ElementType::text) return true;
  std::int64_t count = std::min(kSampled, wanted.sample->size());
  std::int64_t first = (wanted.sample->size() - count) / 2;
  auto size = static_cast<std::int64_t>(element_size(wanted.sample->type()));
  Block run;
  run.borrow(wanted.sample->type(), const_cast<char*>(wanted.sample->as<char>()) + first * size,
             count);
  check_values(stored, run, wanted.integer64);
  std::vector<std::uint8_t> box(static_cast<std::size_t>(count) * stored.size);
  encode(stored, run, wanted.integer64, BoxWalk::side_by_side(count), box.data());
  return shuffling_pays(ConstBytes(box.data(), static_cast<std::int64_t>(box.size())),
                        static_cast<std::int64_t>(stored.size));
}

// The fill value as the stored type has it in memory.
class FillValue {
 public:
  FillValue(const NewDataset& wanted, hid_t type, const StoredType& stored)
      : memory_(std::max<std::size_t>(stored.size, sizeof(void*))),
        type_(memory_type(type, stored)) {
    check_values(stored, *wanted.fill, wanted.integer64);
    encode(stored, *wanted.fill, wanted.integer64, BoxWalk(), memory_.data());
  }

  void put_into(DatasetCreation& creation) const {
    creation.fill = memory_.data();
    creation.fill_type = type_.get();
  }

 private:
  std::vector<char> memory_;
  Handle type_;
};

// HDF5 materialises a fill value of variable length in the file each time a chunk that was never
// written is read, which fails where the file is open for reading: such a fill is written at once.
void write_fill(hid_t dataset, const NewDataset& wanted) {
  DatasetSink sink(dataset, wanted.row_major);
  ChunkGrid grid{sink.dims(), sink.chunk(), true, !wanted.row_major,
                 static_cast<std::int64_t>(element_size(ElementType::text))};
  Block block;
  for (SlabCursor slab(grid, Selection::all(grid.dims)); !slab.done(); slab.next()) {
    std::int64_t size = element_count(slab.count());
    block.reset(ElementType::text, size);
    block.text().set(0, wanted.fill->text().get(0));
    for (std::int64_t i = 1; i < size; ++i) block.text().repeat(i, 0);
    sink.put(Selection::box(slab.start(), slab.count()), block);
  }
}

std::string dtype_of(const NewDataset& wanted, const StoredType& stored) {
  if (!stored.is_text()) return stored.dtype;
  if (wanted.text_characters < 0) return "object";
  return "<U" + std::to_string(std::max<std::int64_t>(1, wanted.text_characters));
}

void set_marks(hid_t dataset, const NewDataset& wanted, const StoredType& stored) {
  if (is_raw(wanted)) mark_raw(dataset);
  if (stored.native == Native::text_fixed && !wanted.na_text.empty()) {
    mark_na_text(dataset, wanted.na_text);
  }
  if (stored.native == Native::i32 && wanted.fill != nullptr && has_na(*wanted.fill)) {
    mark_integer_na(dataset);
  }
  if (wanted.python_dtype && !wanted.scalar) mark_dtype(dataset, dtype_of(wanted, stored));
}

Handle make_null_dataset(hid_t file) {
  Handle space =
      check_handle(H5Screate(H5S_NULL), H5Sclose, "make a null space", ErrorKind::internal);
  return hold_unlinked(
      H5Dcreate_anon(file, H5T_STD_I8LE, space.get(), H5P_DEFAULT, H5P_DEFAULT),
      "create a dataset");
}

}  // namespace

Dims planned_chunk(const NewDataset& wanted) {
  Handle type = stored_type_of(wanted);
  Dims chunk = chunk_of(wanted, static_cast<std::int64_t>(H5Tget_size(type.get())));
  return chunk.empty() ? wanted.dims : chunk;
}

Handle make_dataset(hid_t file, const NewDataset& wanted) {
  if (wanted.null) return make_null_dataset(file);
  Handle type = stored_type_of(wanted);
  StoredType stored = describe_type(type.get());
  if (is_raw(wanted)) stored.element = ElementType::raw;
  if (!wanted.na_text.empty()) stored.na_text = wanted.na_text;
  DatasetCreation creation = creation_of(
      wanted, static_cast<std::int64_t>(std::max(stored.size, H5Tget_size(type.get()))));
  creation.shuffle = is_shuffled(wanted, stored);
  bool variable = stored.native == Native::text_variable;
  std::optional<FillValue> fill;
  if (wanted.fill != nullptr) {
    fill.emplace(wanted, type.get(), stored);
    if (!variable) fill->put_into(creation);
  }
  Handle dataset = create_dataset(file, type.get(), creation);
  set_marks(dataset.get(), wanted, stored);
  if (fill && variable && !wanted.fill->text().is_na(0)) write_fill(dataset.get(), wanted);
  return dataset;
}

}  // namespace ch5mpy
