#include "hdf5/record_data.h"

#include "core/checked.h"
#include "hdf5/claims.h"
#include "hdf5/dataspace.h"
#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

// What may be claimed by any file, for fill values that are not stored.
constexpr std::int64_t kAlwaysAllowed = std::int64_t{1} << 28;

void require_plausible(hid_t object, std::int64_t bytes) {
  Handle file = check_handle(H5Iget_file_id(object), H5Fclose, "find a file");
  hsize_t size = 0;
  check_status(H5Fget_filesize(file.get(), &size), "ask for a file's size");
  if (bytes <= kAlwaysAllowed || is_credible(bytes, static_cast<std::int64_t>(size))) return;
  throw Error(ErrorKind::memory, "Records of " + std::to_string(bytes) +
                                     " bytes are claimed by a file of " + std::to_string(size) +
                                     "; they are not read.");
}

}  // namespace

RecordData::RecordData(hid_t owner, Handle type, Handle space) : space_(std::move(space)) {
  H5Iinc_ref(owner);
  owner_ = Handle(owner, [](hid_t id) { return static_cast<herr_t>(H5Idec_ref(id)); });
  Shape shape = read_shape(space_.get());
  if (shape.kind != SpaceKind::null) {
    dims_ = shape.dims;
    count_ = element_count(dims_);
  }
  prepare(type.get());
}

void RecordData::prepare(hid_t file_type) {
  if (!read_record_type(file_type, &type_, &memory_)) {
    throw Error(ErrorKind::unsupported, "The records are of a type that R has no counterpart of.");
  }
  std::int64_t bytes = checked_mul(count_, static_cast<std::int64_t>(type_.size), "records");
  require_plausible(owner_.get(), bytes);
  bytes_.resize(static_cast<std::size_t>(bytes));
}

RecordData RecordData::of_dataset(hid_t dataset) {
  RecordData data(dataset, check_handle(H5Dget_type(dataset), H5Tclose, "open a dataset's type"),
                  check_handle(H5Dget_space(dataset), H5Sclose, "open a dataset's shape"));
  if (data.count_ == 0) return data;
  Dataset(dataset).guard_chunks(Dims(data.dims_.size(), 0), data.dims_);
  check_status(
      H5Dread(dataset, data.memory_.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data.bytes_.data()),
      "read from a dataset", ErrorKind::corrupt);
  data.read_ = true;
  return data;
}

RecordData RecordData::of_attribute(hid_t object, const std::string& name) {
  Handle attribute = check_handle(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose,
                                  "open an attribute", ErrorKind::not_found);
  RecordData data(
      object, check_handle(H5Aget_type(attribute.get()), H5Tclose, "open an attribute's type"),
      check_handle(H5Aget_space(attribute.get()), H5Sclose, "open an attribute's shape"));
  if (data.count_ == 0) return data;
  check_status(H5Aread(attribute.get(), data.memory_.get(), data.bytes_.data()),
               "read an attribute", ErrorKind::corrupt);
  data.read_ = true;
  return data;
}

// What a failed read leaves is no pointers: it is not given back.
RecordData::~RecordData() {
  if (!read_ || bytes_.empty() || !type_.is_variable()) return;
  H5Treclaim(memory_.get(), space_.get(), H5P_DEFAULT, bytes_.data());
  H5Eclear2(H5E_DEFAULT);
}

std::string RecordData::target(const RecordType& type, const char* reference) const {
  H5R_type_t kind = type.kind == RecordType::Kind::region ? H5R_DATASET_REGION1 : H5R_OBJECT1;
  Handle object(H5Rdereference2(owner_.get(), H5P_DEFAULT, kind, reference), H5Oclose);
  std::string name;
  if (object) {
    constexpr ssize_t kLongestName = 65536;
    ssize_t length = H5Iget_name(object.get(), nullptr, 0);
    if (length > 0 && length <= kLongestName) {
      name.resize(static_cast<std::size_t>(length) + 1);
      H5Iget_name(object.get(), &name[0], name.size());
      name.resize(static_cast<std::size_t>(length));
    }
  }
  H5Eclear2(H5E_DEFAULT);
  return name;
}

}  // namespace ch5mpy
