#include "hdf5/raw_storage.h"

#include <string>

#include "codec/pipeline.h"
#include "core/error.h"
#include "hdf5/error_stack.h"
#include "hdf5/handle.h"

namespace ch5mpy {

namespace {

constexpr std::int64_t kNotOurs = -1;

// Of a number: 0 when it is in the file as in memory, its width when only its bytes are turned
// around, kNotOurs when it is another one.
std::int64_t turned_width(hid_t stored, hid_t memory) {
  if (H5Tequal(stored, memory) > 0) return 0;
  Handle other = check_handle(H5Tcopy(memory), H5Tclose, "copy a type", ErrorKind::internal);
  H5T_order_t order = H5Tget_order(memory) == H5T_ORDER_LE ? H5T_ORDER_BE : H5T_ORDER_LE;
  std::size_t size = H5Tget_size(memory);
  bool turns = (size == 2 || size == 4 || size == 8) && H5Tset_order(other.get(), order) >= 0 &&
               H5Tequal(stored, other.get()) > 0;
  H5Eclear2(H5E_DEFAULT);
  return turns ? static_cast<std::int64_t>(size) : kNotOurs;
}

std::int64_t turned_parts(Handle stored, Handle memory) {
  bool open = stored && memory;
  if (!open) H5Eclear2(H5E_DEFAULT);
  return open ? turned_width(stored.get(), memory.get()) : kNotOurs;
}

Handle super_of(hid_t type) {
  return Handle(H5Tget_super(type), H5Tclose);
}
Handle member_of(hid_t type, unsigned i) {
  return Handle(H5Tget_member_type(type, i), H5Tclose);
}

std::int64_t turned_complex(hid_t stored, hid_t memory) {
  if (H5Tget_class(stored) == H5T_COMPLEX) return turned_parts(super_of(stored), super_of(memory));
  bool tight = H5Tget_size(stored) == H5Tget_size(memory) && H5Tget_member_offset(stored, 0) == 0 &&
               H5Tget_member_offset(stored, 1) == H5Tget_size(stored) / 2;
  if (!tight) return kNotOurs;
  std::int64_t first = turned_parts(member_of(stored, 0), member_of(memory, 0));
  std::int64_t second = turned_parts(member_of(stored, 1), member_of(memory, 1));
  return first == second ? first : kNotOurs;
}

std::int64_t turned_elements(hid_t stored_type, const StoredType& stored, hid_t memory) {
  switch (stored.kind) {
    case StoredKind::integer:
    case StoredKind::floating:
      return turned_width(stored_type, memory);
    case StoredKind::boolean:
    case StoredKind::enumeration:
      return turned_parts(super_of(stored_type), super_of(memory));
    case StoredKind::complex:
      return turned_complex(stored_type, memory);
    case StoredKind::text:
      return stored.native == Native::text_fixed ? 0 : kNotOurs;
    case StoredKind::unreadable:
      break;
  }
  return kNotOurs;
}

// FALSE where one has no codec here.
bool read_filters(hid_t properties, std::vector<Filter>& filters) {
  int count = H5Pget_nfilters(properties);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0, config = 0;
    std::size_t size = 32;
    Filter filter;
    filter.parameters.resize(size);
    filter.id = H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &size,
                               filter.parameters.data(), 0, nullptr, &config);
    if (filter.id < 0 || size > filter.parameters.size()) return false;
    filter.parameters.resize(size);
    filter.optional = (flags & H5Z_FLAG_OPTIONAL) != 0;
    filters.push_back(std::move(filter));
  }
  try {
    return count >= 0 && Pipeline::supports(filters);
  } catch (const Error&) {
    return false;  // HDF5 has its own words for parameters that nobody writes
  }
}

std::vector<char> read_fill(hid_t properties, const StoredType& stored, hid_t memory) {
  H5D_fill_value_t defined = H5D_FILL_VALUE_UNDEFINED;
  if (H5Pfill_value_defined(properties, &defined) < 0 || defined != H5D_FILL_VALUE_USER_DEFINED) {
    return {};
  }
  std::vector<char> fill(stored.size);
  check_status(H5Pget_fill_value(properties, memory, fill.data()), "read a fill value",
               ErrorKind::corrupt);
  return fill;
}

bool is_chunked_plainly(hid_t properties, RawLayout& raw) {
  unsigned options = 0;
  return H5Pget_chunk_opts(properties, &options) >= 0 &&
         (options & H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) == 0 &&
         read_filters(properties, raw.filters);
}

RawLayout::Kind kind_of(const Dataset& dataset, hid_t properties, RawLayout& raw) {
  if (dataset.outside()) return RawLayout::Kind::opaque;
  if (dataset.layout() == Layout::chunked) {
    return is_chunked_plainly(properties, raw) ? RawLayout::Kind::chunked : RawLayout::Kind::opaque;
  }
  if (dataset.layout() != Layout::contiguous) return RawLayout::Kind::opaque;
  haddr_t address = H5Dget_offset(dataset.id());
  H5Eclear2(H5E_DEFAULT);
  if (address == HADDR_UNDEF) return RawLayout::Kind::opaque;  // not written yet
  raw.address = address;
  return RawLayout::Kind::contiguous;
}

struct IndexScan {
  const Dims& dims;
  const Dims& chunk;
  std::vector<StoredChunk> chunks;
  bool damaged = false;
};

int add_chunk(const hsize_t* offset, unsigned skipped, haddr_t address, hsize_t size, void* data) {
  auto& scan = *static_cast<IndexScan*>(data);
  try {
    StoredChunk chunk;
    for (std::size_t a = 0; a < scan.dims.size(); ++a) {
      auto extent = static_cast<hsize_t>(scan.chunk[a]);
      // Chunks beyond the shape are left from a larger one.
      if (offset[a] >= static_cast<hsize_t>(scan.dims[a])) return H5_ITER_CONT;
      scan.damaged = scan.damaged || offset[a] % extent != 0;
      std::int64_t cells = (scan.dims[a] + scan.chunk[a] - 1) / scan.chunk[a];
      chunk.number = chunk.number * cells + static_cast<std::int64_t>(offset[a] / extent);
    }
    chunk.address = address;
    chunk.size = size;
    chunk.skipped = skipped;
    if (address != HADDR_UNDEF) scan.chunks.push_back(chunk);
    return H5_ITER_CONT;
  } catch (const std::exception&) {
    return H5_ITER_ERROR;
  }
}

}  // namespace

RawLayout read_raw_layout(const Dataset& dataset, hid_t type, hid_t properties) {
  const StoredType& stored = dataset.type();
  RawLayout raw;
  raw.element_size = static_cast<std::int64_t>(stored.size);
  raw.dims = dataset.shape().dims;
  raw.chunk = dataset.chunk();
  raw.swapped = turned_elements(type, stored, dataset.memory_type_id());
  if (raw.swapped == kNotOurs || element_count(raw.dims) == 0) return raw;
  raw.kind = kind_of(dataset, properties, raw);
  if (raw.kind == RawLayout::Kind::chunked) {
    raw.fill = read_fill(properties, stored, dataset.memory_type_id());
  }
  return raw;
}

ChunkIndex read_chunk_index(hid_t dataset, const Dims& dims, const Dims& chunk) {
  IndexScan scan{dims, chunk, {}, false};
  check_status(H5Dchunk_iter(dataset, H5P_DEFAULT, add_chunk, &scan),
               "read the index of a dataset's chunks", ErrorKind::corrupt);
  if (scan.damaged) {
    throw Error(ErrorKind::corrupt,
                "The index of a dataset's chunks names one that begins between chunks: the file is "
                "damaged.");
  }
  return ChunkIndex(std::move(scan.chunks));
}

StoredChunk find_raw_chunk(hid_t dataset, const Dims& cell, const Dims& chunk) {
  std::vector<hsize_t> offset(cell.size());
  for (std::size_t a = 0; a < cell.size(); ++a) {
    offset[a] = static_cast<hsize_t>(cell[a] * chunk[a]);
  }
  StoredChunk stored;
  haddr_t address = HADDR_UNDEF;
  hsize_t size = 0;
  unsigned mask = 0;
  if (H5Dget_chunk_info_by_coord(dataset, offset.data(), &mask, &address, &size) < 0) {
    H5Eclear2(H5E_DEFAULT);
    return stored;
  }
  if (address == HADDR_UNDEF) return stored;
  stored.address = address;
  stored.size = size;
  stored.skipped = mask;
  return stored;
}

StoredChunk write_raw_chunk(hid_t dataset, const Dims& start, ConstBytes bytes,
                            std::uint32_t skipped) {
  std::vector<hsize_t> offset(start.begin(), start.end());
  check_status(H5Dwrite_chunk(dataset, H5P_DEFAULT, skipped, offset.data(),
                              static_cast<std::size_t>(bytes.size()), bytes.data()),
               "write a chunk of a dataset");
  StoredChunk chunk;
  haddr_t address = HADDR_UNDEF;
  hsize_t size = 0;
  unsigned mask = 0;
  check_status(H5Dget_chunk_info_by_coord(dataset, offset.data(), &mask, &address, &size),
               "find a chunk that was written");
  chunk.address = address;
  chunk.size = size;
  chunk.skipped = mask;
  return chunk;
}

OsFile& os_file_of(hid_t object) {
  Handle file = check_handle(H5Iget_file_id(object), H5Fclose, "find an object's file");
  void* os_file = nullptr;
  check_status(H5Fget_vfd_handle(file.get(), H5P_DEFAULT, &os_file), "find an object's file",
               ErrorKind::internal);
  return *static_cast<OsFile*>(os_file);
}

}  // namespace ch5mpy
