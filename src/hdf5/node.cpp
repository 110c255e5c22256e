#include "hdf5/node.h"

#include <algorithm>
#include <iterator>

#include "hdf5/attribute.h"
#include "hdf5/dataset_marks.h"
#include "hdf5/error_stack.h"
#include "hdf5/mark.h"
#include "hdf5/record_type.h"

namespace ch5mpy {

namespace {

constexpr int kMaxFilters = 32;

void examine_dataset(hid_t dataset, Node* node) {
  Handle space = check_handle(H5Dget_space(dataset), H5Sclose, "open a dataset's shape",
                              ErrorKind::corrupt);
  Handle type = check_handle(H5Dget_type(dataset), H5Tclose, "open a dataset's type",
                             ErrorKind::corrupt);
  node->shape = read_shape(space.get());
  node->type = describe_type(type.get());
  node->record = !node->type.readable() && is_record(type.get());
}

constexpr char kEncoding[] = "encoding-type";

bool starts_with(const std::string& name, const char* start) { return name.rfind(start, 0) == 0; }

bool is_package_name(const std::string& name) {
  return starts_with(name, "__r_") || starts_with(name, "__h5_");
}

// h5sparse's groups were written before there were encodings.
bool says_meaning(const std::string& name) {
  return starts_with(name, "__r_") || starts_with(name, "h5sparse_") || name == kEncoding;
}

void examine_attributes(hid_t object, Node* node) {
  H5O_info2_t info;
  check_status(H5Oget_info3(object, &info, H5O_INFO_NUM_ATTRS), "examine an object",
               ErrorKind::corrupt);
  if (info.num_attrs == 0) return;
  node->marked = read_mark(object, kTypeMark, &node->mark);
  std::vector<std::string> names = attribute_names(object);
  std::copy_if(names.begin(), names.end(), std::back_inserter(node->own), says_meaning);
  read_mark(object, kEncoding, &node->encoding);
  if (node->kind != NodeKind::dataset) return;
  if (node->type.readable()) read_marks(object, node->type);
  node->plain = std::none_of(names.begin(), names.end(), is_package_name);
}

std::string filter_text(H5Z_filter_t filter, size_t parameters, const unsigned* values,
                        const char* name) {
  switch (filter) {
    case H5Z_FILTER_DEFLATE:
      return parameters > 0 ? "gzip-" + std::to_string(values[0]) : "gzip";
    case H5Z_FILTER_SHUFFLE:
      return "shuffle";
    case H5Z_FILTER_FLETCHER32:
      return "fletcher32";
    case H5Z_FILTER_SZIP:
      return "szip";
    case H5Z_FILTER_NBIT:
      return "nbit";
    case H5Z_FILTER_SCALEOFFSET:
      return "scaleoffset";
    case 32000:
      return "lzf";
    case 32001:
      return "blosc";
    case 32004:
      return "lz4";
    case 32008:
      return "bitshuffle";
    case 32013:
      return "zfp";
    case 32015:
      return parameters > 0 ? "zstd-" + std::to_string(values[0]) : "zstd";
    case 32026:
      return "blosc2";
    default:
      return name[0] != '\0' ? name : "filter-" + std::to_string(filter);
  }
}

std::vector<std::string> filter_texts(hid_t list) {
  std::vector<std::string> filters;
  int count = std::min(H5Pget_nfilters(list), kMaxFilters);
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0, config = 0, values[16] = {0};
    size_t parameters = 16;
    char name[64] = {0};
    H5Z_filter_t filter = H5Pget_filter2(list, static_cast<unsigned>(i), &flags, &parameters,
                                         values, sizeof name - 1, name, &config);
    if (filter >= 0) filters.push_back(filter_text(filter, parameters, values, name));
  }
  return filters;
}

}  // namespace

Node examine_node(hid_t object) {
  Node node;
  H5I_type_t type = H5Iget_type(object);
  if (type == H5I_DATASET) {
    node.kind = NodeKind::dataset;
    try {
      examine_dataset(object, &node);
    } catch (const Error& error) {
      node.type.why = std::string("something damaged: ") + error.what();
    }
  }
  if (type == H5I_GROUP) {
    node.kind = NodeKind::group;
    H5G_info_t info;
    check_status(H5Gget_info(object, &info), "count a group's links", ErrorKind::corrupt);
    node.count = info.nlinks;
  }
  examine_attributes(object, &node);
  return node;
}

namespace {

// Where the elements are; "external": in a raw file beside this one.
std::string layout_text(hid_t creation_list) {
  switch (H5Pget_layout(creation_list)) {
    case H5D_COMPACT:
      return "compact";
    case H5D_CHUNKED:
      return "chunked";
    case H5D_VIRTUAL:
      return "virtual";
    default:
      return H5Pget_external_count(creation_list) > 0 ? "external" : "contiguous";
  }
}

}  // namespace

DatasetStorage examine_storage(hid_t dataset, const Node& node) {
  DatasetStorage storage;
  Handle list = check_handle(H5Dget_create_plist(dataset), H5Pclose, "examine a dataset's storage",
                             ErrorKind::corrupt);
  storage.layout = layout_text(list.get());
  storage.chunked = storage.layout == "chunked";
  if (storage.chunked) {
    hsize_t extents[H5S_MAX_RANK];
    int rank = check_status(H5Pget_chunk(list.get(), H5S_MAX_RANK, extents), "read a chunk's shape",
                            ErrorKind::corrupt);
    for (int i = 0; i < rank; ++i) storage.chunk.push_back(static_cast<std::int64_t>(extents[i]));
  }
  storage.filters = filter_texts(list.get());
  storage.stored_bytes = H5Dget_storage_size(dataset);
  Handle type(H5Dget_type(dataset), H5Tclose);
  double elements = node.shape.kind == SpaceKind::null ? 0 : 1;
  for (std::int64_t extent : node.shape.dims) elements *= static_cast<double>(extent);
  storage.logical_bytes = elements * static_cast<double>(type ? H5Tget_size(type.get()) : 0);
  H5Eclear2(H5E_DEFAULT);
  return storage;
}

std::uint64_t hard_links(hid_t object) {
  H5O_info2_t info;
  check_status(H5Oget_info3(object, &info, H5O_INFO_BASIC), "examine an object",
               ErrorKind::corrupt);
  return info.rc;
}

}  // namespace ch5mpy
