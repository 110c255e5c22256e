#include "hdf5/type_name.h"

#include <cstdint>

#include "core/error.h"
#include "hdf5/datatype.h"
#include "hdf5/error_stack.h"

namespace ch5mpy {

namespace {

Handle copied(hid_t type) {
  return check_handle(H5Tcopy(type), H5Tclose, "copy a type", ErrorKind::internal);
}

Handle boolean_type(bool nullable) {
  Handle type =
      check_handle(H5Tenum_create(H5T_STD_I8LE), H5Tclose, "make a bool type", ErrorKind::internal);
  auto insert = [&](const char* name, std::int8_t value) {
    check_status(H5Tenum_insert(type.get(), name, &value), "make a bool type", ErrorKind::internal);
  };
  insert("FALSE", 0);
  insert("TRUE", 1);
  if (nullable) insert("NA", kBooleanNa);
  return type;
}

Handle complex_type(hid_t part) {
  std::size_t size = H5Tget_size(part);
  Handle type = check_handle(H5Tcreate(H5T_COMPOUND, 2 * size), H5Tclose, "make a complex type",
                             ErrorKind::internal);
  check_status(H5Tinsert(type.get(), "r", 0, part), "make a complex type", ErrorKind::internal);
  check_status(H5Tinsert(type.get(), "i", size, part), "make a complex type", ErrorKind::internal);
  return type;
}

struct NumberName {
  const char* name;
  hid_t type;
};

// The type of a number's name, or H5I_INVALID_HID. (HDF5's names are calls, so no static table.)
hid_t number_named(const std::string& name) {
  const NumberName numbers[] = {
      {"double", H5T_IEEE_F64LE},  {"float64", H5T_IEEE_F64LE}, {"float32", H5T_IEEE_F32LE},
      {"float16", H5T_IEEE_F16LE}, {"integer", H5T_STD_I32LE},  {"int8", H5T_STD_I8LE},
      {"int16", H5T_STD_I16LE},    {"int32", H5T_STD_I32LE},    {"int64", H5T_STD_I64LE},
      {"uint8", H5T_STD_U8LE},     {"uint16", H5T_STD_U16LE},   {"uint32", H5T_STD_U32LE},
      {"uint64", H5T_STD_U64LE},   {"raw", H5T_STD_U8LE},       {"numeric", H5T_IEEE_F64LE}};
  for (const NumberName& number : numbers) {
    if (name == number.name) return number.type;
  }
  return H5I_INVALID_HID;
}

// n of "Sn" or "|Sn", or 0.
std::size_t fixed_size_named(const std::string& name) {
  std::size_t first = name[0] == '|' ? 1 : 0;
  if (name.size() < first + 2 || name[first] != 'S') return 0;
  std::size_t size = 0;
  for (std::size_t i = first + 1; i < name.size(); ++i) {
    if (name[i] < '0' || name[i] > '9' || size > (1u << 26)) return 0;
    size = 10 * size + static_cast<std::size_t>(name[i] - '0');
  }
  return size;
}

}  // namespace

bool names_raw(const std::string& name) {
  return name == "raw";
}

Handle variable_text_type() {
  Handle type = copied(H5T_C_S1);
  check_status(H5Tset_size(type.get(), H5T_VARIABLE), "make a string type", ErrorKind::internal);
  check_status(H5Tset_cset(type.get(), H5T_CSET_UTF8), "make a string type", ErrorKind::internal);
  return type;
}

Handle fixed_text_type(std::size_t size, bool utf8) {
  Handle type = copied(H5T_C_S1);
  check_status(H5Tset_size(type.get(), size), "make a string type", ErrorKind::argument);
  check_status(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), "make a string type",
               ErrorKind::internal);
  check_status(H5Tset_cset(type.get(), utf8 ? H5T_CSET_UTF8 : H5T_CSET_ASCII), "make a string type",
               ErrorKind::internal);
  return type;
}

Handle stored_type_named(const std::string& name) {
  hid_t number = number_named(name);
  if (number >= 0) return copied(number);
  if (name == "bool") return boolean_type(false);
  if (name == "logical") return boolean_type(true);
  if (name == "complex" || name == "complex128") return complex_type(H5T_IEEE_F64LE);
  if (name == "complex64") return complex_type(H5T_IEEE_F32LE);
  if (name == "character" || name == "str") return variable_text_type();
  std::size_t size = name.empty() ? 0 : fixed_size_named(name);
  if (size > 0) return fixed_text_type(size, true);
  throw Error(ErrorKind::argument,
              "'" + name +
                  "' is not a type; use R's names (\"double\", \"integer\", \"logical\", "
                  "\"character\", \"complex\", \"raw\") or stored ones (\"bool\", \"int8\" ... "
                  "\"uint64\", \"float16\", \"float32\", \"float64\", \"str\", \"S10\").");
}

}  // namespace ch5mpy
