#include "hdf5/record_type.h"

#include <algorithm>

#include "hdf5/datatype.h"

namespace ch5mpy {

namespace {

constexpr int kDeepest = 32;
constexpr int kMostMembers = 10000;

// Reads a type and makes its memory form; a failure of HDF5 anywhere makes it "not a record".
class TypeReader {
 public:
  bool read(hid_t type, int depth, RecordType* record, Handle* memory) {
    if (depth > kDeepest) return false;
    bool known = false;
    switch (H5Tget_class(type)) {
      case H5T_COMPOUND:
        known = is_leaf(type, record, memory) || read_compound(type, depth, record, memory);
        break;
      case H5T_ARRAY:
        known = read_array(type, depth, record, memory);
        break;
      case H5T_VLEN:
        known = read_sequence(type, depth, record, memory);
        break;
      case H5T_OPAQUE:
        known = read_bytes(type, record, memory);
        break;
      case H5T_REFERENCE:
        known = read_reference(type, record, memory);
        break;
      default:
        known = is_leaf(type, record, memory);
    }
    if (!known || !*memory) return false;
    record->size = H5Tget_size(memory->get());
    return record->size > 0;
  }

 private:
  static bool keep(hid_t id, Handle* memory) {
    if (id < 0) return false;
    *memory = Handle(id, H5Tclose);
    return true;
  }

  static bool is_leaf(hid_t type, RecordType* record, Handle* memory) {
    StoredType stored = describe_type(type);
    if (!stored.readable()) return false;
    record->kind = RecordType::Kind::leaf;
    if (stored.kind == StoredKind::floating) stored.native = Native::f64;
    if (stored.kind == StoredKind::complex) stored.native = Native::complex128;
    *memory = memory_type(type, stored);
    record->stored = std::move(stored);
    return true;
  }

  bool read_compound(hid_t type, int depth, RecordType* record, Handle* memory) {
    record->kind = RecordType::Kind::compound;
    int count = H5Tget_nmembers(type);
    if (count < 1 || count > kMostMembers) return false;
    std::vector<Handle> members(static_cast<std::size_t>(count));
    std::size_t offset = 0;
    for (int i = 0; i < count; ++i) {
      RecordType part;
      Handle member(H5Tget_member_type(type, static_cast<unsigned>(i)), H5Tclose);
      char* name = H5Tget_member_name(type, static_cast<unsigned>(i));
      if (name != nullptr) part.name = name;
      H5free_memory(name);
      if (!member || !read(member.get(), depth + 1, &part, &members[static_cast<std::size_t>(i)]))
        return false;
      part.offset = offset;
      offset += part.size;
      record->parts.push_back(std::move(part));
    }
    if (!keep(H5Tcreate(H5T_COMPOUND, offset), memory)) return false;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const RecordType& part = record->parts[i];
      if (H5Tinsert(memory->get(), part.name.c_str(), part.offset, members[i].get()) < 0)
        return false;
    }
    return true;
  }

  bool read_element(hid_t type, int depth, RecordType* record, Handle* element) {
    Handle super(H5Tget_super(type), H5Tclose);
    record->parts.emplace_back();
    return super && read(super.get(), depth + 1, &record->parts[0], element);
  }

  bool read_array(hid_t type, int depth, RecordType* record, Handle* memory) {
    record->kind = RecordType::Kind::array;
    hsize_t extents[H5S_MAX_RANK];
    int rank = H5Tget_array_ndims(type);
    if (rank < 1 || rank > H5S_MAX_RANK || H5Tget_array_dims2(type, extents) < 0) return false;
    record->dims.assign(extents, extents + rank);
    Handle element;
    return read_element(type, depth, record, &element) &&
           keep(H5Tarray_create2(element.get(), static_cast<unsigned>(rank), extents), memory);
  }

  bool read_sequence(hid_t type, int depth, RecordType* record, Handle* memory) {
    record->kind = RecordType::Kind::sequence;
    Handle element;
    return read_element(type, depth, record, &element) &&
           keep(H5Tvlen_create(element.get()), memory);
  }

  static bool read_bytes(hid_t type, RecordType* record, Handle* memory) {
    record->kind = RecordType::Kind::bytes;
    char* tag = H5Tget_tag(type);
    if (tag != nullptr) record->tag = tag;
    H5free_memory(tag);
    return keep(H5Tcopy(type), memory);
  }

  static bool read_reference(hid_t type, RecordType* record, Handle* memory) {
    bool object = H5Tequal(type, H5T_STD_REF_OBJ) > 0;
    if (!object && H5Tequal(type, H5T_STD_REF_DSETREG) <= 0) return false;
    record->kind = object ? RecordType::Kind::reference : RecordType::Kind::region;
    return keep(H5Tcopy(object ? H5T_STD_REF_OBJ : H5T_STD_REF_DSETREG), memory);
  }
};

}  // namespace

bool RecordType::is_variable() const {
  if (kind == Kind::sequence) return true;
  if (kind == Kind::leaf) return stored.native == Native::text_variable && stored.is_text();
  return std::any_of(parts.begin(), parts.end(),
                     [](const RecordType& part) { return part.is_variable(); });
}

bool read_record_type(hid_t type, RecordType* record, Handle* memory) {
  bool known = TypeReader().read(type, 0, record, memory);
  H5Eclear2(H5E_DEFAULT);
  return known;
}

bool is_record(hid_t type) {
  H5T_class_t kind = H5Tget_class(type);
  RecordType record;
  Handle memory;
  if (kind == H5T_COMPOUND || kind == H5T_VLEN || kind == H5T_ARRAY)
    return read_record_type(type, &record, &memory);
  return kind == H5T_OPAQUE && read_record_type(type, &record, &memory) &&
         record.tag.compare(0, 6, "NUMPY:") == 0;
}

}  // namespace ch5mpy
