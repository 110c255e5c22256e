#include "hdf5/datatype.h"

#include <cfloat>
#include <cstring>

#include "core/error.h"
#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

StoredType unreadable(hid_t type, const char* dtype, const std::string& why) {
  StoredType stored;
  stored.dtype = dtype;
  stored.why = why;
  stored.size = H5Tget_size(type);
  return stored;
}

std::size_t native_size(Native native) {
  switch (native) {
    case Native::i8:
    case Native::u8:
      return 1;
    case Native::i16:
    case Native::u16:
      return 2;
    case Native::i32:
    case Native::u32:
    case Native::f32:
      return 4;
    case Native::complex128:
      return 16;
    default:
      return 8;
  }
}

Native native_integer(std::size_t size, bool is_signed) {
  if (size == 1) return is_signed ? Native::i8 : Native::u8;
  if (size == 2) return is_signed ? Native::i16 : Native::u16;
  if (size <= 4) return is_signed ? Native::i32 : Native::u32;
  return is_signed ? Native::i64 : Native::u64;
}

ElementType integer_element(Native native) {
  bool wide = native == Native::u32 || native == Native::i64 || native == Native::u64;
  return wide ? ElementType::real : ElementType::integer;
}

StoredType describe_integer(hid_t type) {
  std::size_t size = H5Tget_size(type);
  if (size > 8) return unreadable(type, "integer", "integers of more than 64 bits");
  bool is_signed = H5Tget_sign(type) == H5T_SGN_2;
  StoredType stored;
  stored.kind = StoredKind::integer;
  stored.native = native_integer(size, is_signed);
  stored.element = integer_element(stored.native);
  stored.size = native_size(stored.native);
  stored.dtype = (is_signed ? "int" : "uint") + std::to_string(8 * stored.size);
  return stored;
}

bool same_type(hid_t a, hid_t b) {
  return H5Tequal(a, b) > 0;
}

StoredType describe_float(hid_t type) {
  StoredType stored;
  stored.kind = StoredKind::floating;
  stored.element = ElementType::real;
  stored.native = Native::f64;
  stored.float_max = DBL_MAX;
  if (same_type(type, H5T_IEEE_F32LE) || same_type(type, H5T_IEEE_F32BE)) {
    stored.native = Native::f32;
    stored.float_max = FLT_MAX;
  } else if (same_type(type, H5T_IEEE_F16LE) || same_type(type, H5T_IEEE_F16BE)) {
    stored.float_max = 65504.0;
  }
  stored.size = native_size(stored.native);
  stored.dtype = "float" + std::to_string(8 * H5Tget_size(type));
  return stored;
}

std::vector<EnumMember> read_members(hid_t type) {
  std::vector<EnumMember> members;
  int count = H5Tget_nmembers(type);
  Handle base = check_handle(H5Tget_super(type), H5Tclose, "open the base of an enum type");
  for (int i = 0; i < count; ++i) {
    char* name = H5Tget_member_name(type, static_cast<unsigned>(i));
    if (name == nullptr) throw_hdf5_error(ErrorKind::corrupt, "name a member of an enum type");
    EnumMember member{name, 0};
    H5free_memory(name);
    char value[64] = {};
    check_status(H5Tget_member_value(type, static_cast<unsigned>(i), value),
                 "read a member of an enum type", ErrorKind::corrupt);
    check_status(H5Tconvert(base.get(), H5T_NATIVE_INT64, 1, value, nullptr, H5P_DEFAULT),
                 "convert a member of an enum type", ErrorKind::corrupt);
    std::memcpy(&member.value, value, sizeof member.value);
    members.push_back(std::move(member));
  }
  return members;
}

bool has_member(const std::vector<EnumMember>& members, const char* name, std::int64_t value) {
  for (const EnumMember& member : members) {
    if (member.name == name && member.value == value) return true;
  }
  return false;
}

StoredType describe_enum(hid_t type) {
  Handle base = check_handle(H5Tget_super(type), H5Tclose, "open the base of an enum type");
  StoredType stored = describe_integer(base.get());
  if (!stored.readable()) return stored;
  stored.members = read_members(type);
  std::size_t count = stored.members.size();
  bool two = has_member(stored.members, "FALSE", 0) && has_member(stored.members, "TRUE", 1);
  bool nullable = count == 3 && has_member(stored.members, "NA", kBooleanNa);
  if (two && (count == 2 || nullable)) {
    stored.kind = StoredKind::boolean;
    stored.element = ElementType::logical;
    stored.nullable = nullable;
    stored.dtype = "bool";
    stored.members.clear();
  } else {
    stored.kind = StoredKind::enumeration;
    stored.dtype = "enum";
  }
  return stored;
}

StoredType describe_string(hid_t type) {
  StoredType stored;
  stored.kind = StoredKind::text;
  stored.element = ElementType::text;
  stored.utf8 = H5Tget_cset(type) == H5T_CSET_UTF8;
  if (check_status(H5Tis_variable_str(type), "examine a string type", ErrorKind::corrupt) > 0) {
    stored.native = Native::text_variable;
    stored.size = sizeof(char*);
    stored.dtype = "str";
    return stored;
  }
  stored.native = Native::text_fixed;
  stored.size = H5Tget_size(type);
  stored.dtype = "|S" + std::to_string(stored.size);
  H5T_str_t padding = H5Tget_strpad(type);
  stored.padding = padding == H5T_STR_NULLTERM   ? TextPadding::nul_terminated
                   : padding == H5T_STR_SPACEPAD ? TextPadding::space_padded
                                                 : TextPadding::nul_padded;
  return stored;
}

StoredType complex_of(std::size_t part_size, bool single) {
  StoredType stored;
  stored.kind = StoredKind::complex;
  stored.element = ElementType::complex;
  stored.native = single ? Native::complex64 : Native::complex128;
  stored.size = native_size(stored.native);
  stored.dtype = "complex" + std::to_string(16 * part_size);
  stored.float_max = single ? FLT_MAX : DBL_MAX;
  return stored;
}

bool is_float_member(hid_t type, unsigned i, const char* name, std::size_t* size) {
  char* found = H5Tget_member_name(type, i);
  bool matches = found != nullptr && std::strcmp(found, name) == 0;
  H5free_memory(found);
  if (!matches || H5Tget_member_class(type, i) != H5T_FLOAT) return false;
  Handle member = check_handle(H5Tget_member_type(type, i), H5Tclose, "open a compound's member");
  *size = H5Tget_size(member.get());
  return true;
}

StoredType describe_compound(hid_t type) {
  std::size_t r = 0, i = 0;
  if (H5Tget_nmembers(type) == 2 && is_float_member(type, 0, "r", &r) &&
      is_float_member(type, 1, "i", &i) && r == i) {
    return complex_of(r, r == sizeof(float));
  }
  return unreadable(type, "compound", "records of several members");
}

}  // namespace

StoredType describe_type(hid_t type) {
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
      return describe_integer(type);
    case H5T_FLOAT:
      return describe_float(type);
    case H5T_ENUM:
      return describe_enum(type);
    case H5T_STRING:
      return describe_string(type);
    case H5T_COMPOUND:
      return describe_compound(type);
    case H5T_COMPLEX: {
      std::size_t part = H5Tget_size(type) / 2;
      return complex_of(part, part == sizeof(float));
    }
    case H5T_OPAQUE:
      return unreadable(type, "opaque", "opaque bytes");
    case H5T_REFERENCE:
      return unreadable(type, "reference", "references to objects or regions");
    case H5T_VLEN:
      return unreadable(type, "vlen", "elements of varying length");
    case H5T_ARRAY:
      return unreadable(type, "array", "elements that are arrays");
    case H5T_BITFIELD:
      return unreadable(type, "bitfield", "bit fields");
    case H5T_TIME:
      return unreadable(type, "time", "HDF5's time type");
    default:
      return unreadable(type, "unknown", "a type that this version of HDF5 does not know");
  }
}

namespace {

Handle copy_of(hid_t type) {
  return check_handle(H5Tcopy(type), H5Tclose, "copy a type", ErrorKind::internal);
}

Handle complex_memory(hid_t part, std::size_t size) {
  Handle type = check_handle(H5Tcreate(H5T_COMPOUND, 2 * size), H5Tclose, "make a complex type",
                             ErrorKind::internal);
  check_status(H5Tinsert(type.get(), "r", 0, part), "make a complex type", ErrorKind::internal);
  check_status(H5Tinsert(type.get(), "i", size, part), "make a complex type", ErrorKind::internal);
  return type;
}

hid_t number_type(Native native) {
  switch (native) {
    case Native::i8:
      return H5T_NATIVE_INT8;
    case Native::i16:
      return H5T_NATIVE_INT16;
    case Native::i32:
      return H5T_NATIVE_INT32;
    case Native::i64:
      return H5T_NATIVE_INT64;
    case Native::u8:
      return H5T_NATIVE_UINT8;
    case Native::u16:
      return H5T_NATIVE_UINT16;
    case Native::u32:
      return H5T_NATIVE_UINT32;
    case Native::u64:
      return H5T_NATIVE_UINT64;
    case Native::f32:
      return H5T_NATIVE_FLOAT;
    default:
      return H5T_NATIVE_DOUBLE;
  }
}

}  // namespace

Handle memory_type(hid_t type, const StoredType& stored) {
  switch (stored.kind) {
    case StoredKind::integer:
    case StoredKind::floating:
      return copy_of(number_type(stored.native));
    case StoredKind::boolean:
    case StoredKind::enumeration:
      return check_handle(H5Tget_native_type(type, H5T_DIR_ASCEND), H5Tclose,
                          "find the memory form of an enum type", ErrorKind::unsupported);
    case StoredKind::complex:
      if (H5Tget_class(type) == H5T_COMPLEX) {
        bool single = stored.native == Native::complex64;
        return copy_of(single ? H5T_NATIVE_FLOAT_COMPLEX : H5T_NATIVE_DOUBLE_COMPLEX);
      }
      return stored.native == Native::complex64 ? complex_memory(H5T_NATIVE_FLOAT, sizeof(float))
                                                : complex_memory(H5T_NATIVE_DOUBLE, sizeof(double));
    case StoredKind::text:
      return copy_of(type);
    case StoredKind::unreadable:
      break;
  }
  throw Error(ErrorKind::unsupported,
              "A dataset of " + stored.why + " cannot be read as an array.");
}

}  // namespace ch5mpy
