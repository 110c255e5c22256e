#include "hdf5/dataset_marks.h"

#include <cstdlib>
#include <optional>
#include <vector>

#include "core/na.h"
#include "hdf5/dataspace.h"
#include "hdf5/error_stack.h"
#include "core/fixed_text.h"
#include "hdf5/type_name.h"

namespace ch5mpy {

namespace {

constexpr char kMissingValue[] = "missing_value";
constexpr char kNaText[] = "__r_na__";
constexpr char kType[] = "__r_type__";
constexpr char kDtype[] = "dtype";

bool has_attribute(hid_t object, const char* name) {
  return check_status(H5Aexists(object, name), "look for an attribute", ErrorKind::corrupt) > 0;
}

Handle open_attribute(hid_t object, const char* name) {
  return check_handle(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "open an attribute");
}

bool holds_one(hid_t attribute) {
  Handle space = check_handle(H5Aget_space(attribute), H5Sclose, "open an attribute's shape");
  Shape shape = read_shape(space.get());
  return shape.kind != SpaceKind::null && element_count(shape.dims) == 1;
}

// The one string of an attribute; nothing when it is of another form.
std::optional<std::string> read_text_mark(hid_t object, const char* name) {
  if (!has_attribute(object, name)) return {};
  Handle attribute = open_attribute(object, name);
  Handle type = check_handle(H5Aget_type(attribute.get()), H5Tclose, "open an attribute's type");
  StoredType stored = describe_type(type.get());
  if (!stored.is_text() || !holds_one(attribute.get())) return {};
  if (stored.native == Native::text_variable) {
    char* value = nullptr;
    check_status(H5Aread(attribute.get(), type.get(), &value), "read an attribute");
    if (value == nullptr) return {};
    std::string text(value);
    H5free_memory(value);
    return text;
  }
  std::vector<char> bytes(stored.size);
  check_status(H5Aread(attribute.get(), type.get(), bytes.data()), "read an attribute");
  return std::string(fixed_text(bytes.data(), stored));
}

bool has_integer_na(hid_t object) {
  if (!has_attribute(object, kMissingValue)) return false;
  Handle attribute = open_attribute(object, kMissingValue);
  Handle type = check_handle(H5Aget_type(attribute.get()), H5Tclose, "open an attribute's type");
  if (H5Tget_class(type.get()) != H5T_INTEGER || !holds_one(attribute.get())) return false;
  std::int64_t value = 0;
  check_status(H5Aread(attribute.get(), H5T_NATIVE_INT64, &value), "read an attribute");
  return value == kNaInteger;
}

void write_mark(hid_t object, const char* name, hid_t file_type, hid_t memory_type,
                const void* value) {
  if (has_attribute(object, name)) {
    check_status(H5Adelete(object, name), "replace an attribute");
  }
  Handle space = make_space({}, {});
  Handle attribute =
      check_handle(H5Acreate2(object, name, file_type, space.get(), H5P_DEFAULT, H5P_DEFAULT),
                   H5Aclose, "create an attribute");
  check_status(H5Awrite(attribute.get(), memory_type, value), "write an attribute");
}

void write_text_mark(hid_t object, const char* name, const std::string& text) {
  Handle type = variable_text_type();
  const char* value = text.c_str();
  write_mark(object, name, type.get(), type.get(), &value);
}

}  // namespace

void read_marks(hid_t dataset, StoredType& stored) {
  if (stored.native == Native::i32 && stored.kind == StoredKind::integer) {
    stored.int_na = has_integer_na(dataset);
  }
  if (stored.native == Native::text_fixed) stored.na_text = read_text_mark(dataset, kNaText);
  if (stored.native == Native::u8 && stored.kind == StoredKind::integer &&
      read_text_mark(dataset, kType) == std::optional<std::string>("raw")) {
    stored.element = ElementType::raw;
  }
}

void mark_integer_na(hid_t dataset) {
  std::int32_t value = kNaInteger;
  write_mark(dataset, kMissingValue, H5T_STD_I32LE, H5T_NATIVE_INT32, &value);
}

void mark_na_text(hid_t dataset, const std::string& text) {
  write_text_mark(dataset, kNaText, text);
}

void mark_raw(hid_t dataset) {
  write_text_mark(dataset, kType, "raw");
}

void mark_dtype(hid_t dataset, const std::string& dtype) {
  write_text_mark(dataset, kDtype, dtype);
}

void widen_text_dtype(hid_t dataset, std::int64_t characters) {
  std::optional<std::string> dtype = read_text_mark(dataset, kDtype);
  if (!dtype || dtype->compare(0, 2, "<U") != 0) return;
  if (std::strtoll(dtype->c_str() + 2, nullptr, 10) >= characters) return;
  mark_dtype(dataset, "<U" + std::to_string(characters));
}

}  // namespace ch5mpy
