#include "hdf5/scalar.h"

#include <cmath>
#include <cstring>
#include <vector>

#include "core/na.h"
#include "core/settings.h"
#include "hdf5/error_stack.h"
#include "core/fixed_text.h"

namespace ch5mpy {

namespace {

void read_as(hid_t dataset, hid_t memory, void* data) {
  check_status(H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), "read a value",
               ErrorKind::corrupt);
}

bool read_integer(hid_t dataset, const StoredType& stored, Block* value) {
  if (stored.element == ElementType::integer) {
    value->reset(ElementType::integer, 1);
    read_as(dataset, H5T_NATIVE_INT32, value->data());
    return *value->as<std::int32_t>() != kNaInteger || stored.int_na;
  }
  if (stored.native != Native::u32 && settings().int64 != Int64Policy::as_double) return false;
  std::uint64_t bits = 0;
  bool is_unsigned = stored.native == Native::u32 || stored.native == Native::u64;
  read_as(dataset, is_unsigned ? H5T_NATIVE_UINT64 : H5T_NATIVE_INT64, &bits);
  double number = is_unsigned ? static_cast<double>(bits)
                              : static_cast<double>(static_cast<std::int64_t>(bits));
  value->reset(ElementType::real, 1);
  *value->as<double>() = number;
  constexpr double kAllExact = 9007199254740992.0;
  return std::fabs(number) < kAllExact;
}

bool read_boolean(hid_t dataset, const StoredType& stored, Block* value) {
  Handle type = check_handle(H5Dget_type(dataset), H5Tclose, "open a type");
  Handle memory = memory_type(type.get(), stored);
  if (H5Tget_size(memory.get()) != 1) return false;
  std::int8_t code = 0;
  read_as(dataset, memory.get(), &code);
  value->reset(ElementType::logical, 1);
  *value->as<std::int32_t>() = stored.nullable && code == kBooleanNa ? kNaInteger : code != 0;
  return true;
}

bool read_complex(hid_t dataset, StoredType stored, Block* value) {
  stored.native = Native::complex128;
  Handle type = check_handle(H5Dget_type(dataset), H5Tclose, "open a type");
  Handle memory = memory_type(type.get(), stored);
  value->reset(ElementType::complex, 1);
  read_as(dataset, memory.get(), value->data());
  return true;
}

bool read_text(hid_t dataset, const StoredType& stored, Block* value) {
  if (stored.na_text) return false;
  Handle type = check_handle(H5Dget_type(dataset), H5Tclose, "open a type");
  value->reset(ElementType::text, 1);
  if (stored.native == Native::text_variable) {
    char* text = nullptr;
    read_as(dataset, type.get(), &text);
    if (text == nullptr) return true;
    value->text().set(0, text);
    H5free_memory(text);
    return true;
  }
  std::vector<char> bytes(stored.size);
  read_as(dataset, type.get(), bytes.data());
  value->text().set(0, fixed_text(bytes.data(), stored));
  return true;
}

}  // namespace

bool read_scalar(hid_t dataset, const StoredType& stored, Block* value) {
  switch (stored.kind) {
    case StoredKind::integer:
      return read_integer(dataset, stored, value);
    case StoredKind::floating:
      value->reset(ElementType::real, 1);
      read_as(dataset, H5T_NATIVE_DOUBLE, value->data());
      return true;
    case StoredKind::boolean:
      return read_boolean(dataset, stored, value);
    case StoredKind::complex:
      return read_complex(dataset, stored, value);
    case StoredKind::text:
      return read_text(dataset, stored, value);
    default:
      return false;
  }
}

}  // namespace ch5mpy
