#include <cmath>
#include <cstring>
#include <limits>

#include "core/checked.h"
#include "core/na.h"
#include "hdf5/attribute.h"
#include "hdf5/attribute_error.h"
#include "hdf5/datatype.h"
#include "hdf5/error_stack.h"
#include "core/fixed_text.h"

namespace ch5mpy {

namespace {

// An attribute that is being read, and what its errors say.
class Reading {
 public:
  Reading(hid_t object, const std::string& owner, const std::string& name)
      : object_(object), owner_(owner), name_(name) {}

  AttributeValue read() {
    open();
    AttributeValue value;
    Handle space = opened(H5Aget_space(attribute_.get()), H5Sclose);
    Shape shape = read_shape(space.get());
    value.space = shape.kind;
    value.dims = shape.dims;
    if (shape.kind == SpaceKind::null) return value;
    type_ = opened(H5Aget_type(attribute_.get()), H5Tclose);
    unfold_arrays(&value);
    require_size(value.dims);
    fill(&value);
    return value;
  }

 private:
  [[noreturn]] void fail(ErrorKind kind, const std::string& what) {
    throw attribute_error(kind, object_, owner_, name_, what);
  }

  [[noreturn]] void fail_reading() {
    std::string cause = take_error_stack();
    fail(ErrorKind::corrupt, "cannot be read (" + cause + ").");
  }

  Handle opened(hid_t id, Handle::Close close) {
    if (id < 0) fail_reading();
    return Handle(id, close);
  }

  void open() {
    hid_t id = H5Aopen(object_, name_.c_str(), H5P_DEFAULT);
    if (id < 0) {
      std::string cause = take_error_stack();
      bool absent = H5Aexists(object_, name_.c_str()) == 0;
      H5Eclear2(H5E_DEFAULT);
      if (absent) fail(ErrorKind::not_found, "does not exist.");
      fail(ErrorKind::corrupt, "cannot be opened (" + cause + ").");
    }
    attribute_ = Handle(id, H5Aclose);
  }

  // Elements that are arrays become further axes.
  void unfold_arrays(AttributeValue* value) {
    while (H5Tget_class(type_.get()) == H5T_ARRAY) {
      hsize_t extents[H5S_MAX_RANK];
      int rank = H5Tget_array_ndims(type_.get());
      if (rank < 0 || rank > H5S_MAX_RANK || H5Tget_array_dims2(type_.get(), extents) < 0)
        fail_reading();
      for (int i = 0; i < rank; ++i) value->dims.push_back(static_cast<std::int64_t>(extents[i]));
      value->space = SpaceKind::simple;
      type_ = opened(H5Tget_super(type_.get()), H5Tclose);
      arrays_ = true;
    }
  }

  // What is claimed must be there: attributes are stored as they are.
  void require_size(const Dims& dims) {
    std::int64_t size = checked_mul(element_count(dims),
                                    static_cast<std::int64_t>(H5Tget_size(type_.get())),
                                    "an attribute");
    Handle file = opened(H5Iget_file_id(object_), H5Fclose);
    hsize_t file_size = 0;
    if (H5Fget_filesize(file.get(), &file_size) < 0) fail_reading();
    if (static_cast<hsize_t>(size) > file_size)
      fail(ErrorKind::corrupt, "claims " + std::to_string(size) + " bytes in a file of " +
                                   std::to_string(file_size) + ".");
  }

  void read_into(hid_t memory, void* data) {
    if (empty_) return;
    Handle array;
    if (arrays_) {
      Handle whole = opened(H5Aget_type(attribute_.get()), H5Tclose);
      array = array_like(whole.get(), memory);
      memory = array.get();
    }
    if (H5Aread(attribute_.get(), memory, data) < 0) fail_reading();
  }

  Handle array_like(hid_t type, hid_t base) {
    if (H5Tget_class(type) != H5T_ARRAY) return opened(H5Tcopy(base), H5Tclose);
    hsize_t extents[H5S_MAX_RANK];
    int rank = H5Tget_array_dims2(type, extents);
    Handle super = opened(H5Tget_super(type), H5Tclose);
    Handle inner = array_like(super.get(), base);
    return opened(H5Tarray_create2(inner.get(), static_cast<unsigned>(rank), extents), H5Tclose);
  }

  void fill(AttributeValue* value) {
    empty_ = element_count(value->dims) == 0;
    if (H5Tget_class(type_.get()) == H5T_OPAQUE) return fill_bytes(value);
    StoredType stored = describe_type(type_.get());
    std::int64_t count = element_count(value->dims);
    if (!stored.readable())
      fail(ErrorKind::unsupported, "is made of " + stored.why + ", for which R has no vector.");
    value->values.reset(stored.element, count);
    switch (stored.kind) {
      case StoredKind::text:
        return fill_text(value, stored, count);
      case StoredKind::boolean:
        return fill_logical(value, stored, count);
      case StoredKind::enumeration:
        return fill_codes(value, stored, count);
      case StoredKind::complex:
        return fill_complex(value, &stored);
      default:
        return fill_numbers(value, stored, count);
    }
  }

  void fill_numbers(AttributeValue* value, const StoredType& stored, std::int64_t count) {
    if (stored.element == ElementType::integer)
      return read_into(H5T_NATIVE_INT32, value->values.data());
    if (stored.native != Native::i64 && stored.native != Native::u64)
      return read_into(H5T_NATIVE_DOUBLE, value->values.data());
    bool is_signed = stored.native == Native::i64;
    read_into(is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64, value->values.data());
    double* out = value->values.as<double>();
    for (std::int64_t i = 0; i < count; ++i) {
      if (is_signed)
        out[i] = rounded<std::int64_t>(out + i, &value->exact);
      else
        out[i] = rounded<std::uint64_t>(out + i, &value->exact);
    }
  }

  template <typename Integer>
  static double rounded(const double* bits, bool* exact) {
    Integer stored;
    std::memcpy(&stored, bits, sizeof stored);
    double number = static_cast<double>(stored);
    constexpr double kAllExact = 9007199254740992.0;
    if (std::fabs(number) >= kAllExact) {
      bool same = number < static_cast<double>(std::numeric_limits<Integer>::max()) &&
                  static_cast<Integer>(number) == stored;
      if (!same) *exact = false;
    }
    return number;
  }

  // The members' values as integers, whatever they are stored as.
  std::vector<std::int64_t> read_enum(const StoredType& stored, std::int64_t count) {
    Handle memory = memory_type(type_.get(), stored);
    Handle base = opened(H5Tget_super(memory.get()), H5Tclose);
    std::vector<std::int64_t> codes(static_cast<std::size_t>(count));
    read_into(memory.get(), codes.data());
    if (count > 0 && H5Tconvert(base.get(), H5T_NATIVE_INT64, codes.size(), codes.data(), nullptr,
                                H5P_DEFAULT) < 0)
      fail_reading();
    return codes;
  }

  void fill_logical(AttributeValue* value, const StoredType& stored, std::int64_t count) {
    std::vector<std::int64_t> codes = read_enum(stored, count);
    std::int32_t* out = value->values.as<std::int32_t>();
    for (std::size_t i = 0; i < codes.size(); ++i)
      out[i] = stored.nullable && codes[i] == kBooleanNa ? kNaInteger : codes[i] != 0;
  }

  void fill_codes(AttributeValue* value, const StoredType& stored, std::int64_t count) {
    std::vector<std::int64_t> codes = read_enum(stored, count);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (stored.element == ElementType::integer)
        value->values.as<std::int32_t>()[i] = static_cast<std::int32_t>(codes[i]);
      else
        value->values.as<double>()[i] = static_cast<double>(codes[i]);
    }
  }

  void fill_complex(AttributeValue* value, StoredType* stored) {
    stored->native = Native::complex128;
    Handle memory = memory_type(type_.get(), *stored);
    read_into(memory.get(), value->values.data());
  }

  void fill_text(AttributeValue* value, const StoredType& stored, std::int64_t count) {
    if (stored.native == Native::text_variable) return fill_variable_text(value, count);
    std::vector<char> bytes(static_cast<std::size_t>(count) * stored.size);
    read_into(type_.get(), bytes.data());
    for (std::int64_t i = 0; i < count; ++i)
      value->values.text().set(
          i, fixed_text(bytes.data() + static_cast<std::size_t>(i) * stored.size, stored));
  }

  void fill_variable_text(AttributeValue* value, std::int64_t count) {
    std::vector<char*> strings(static_cast<std::size_t>(count), nullptr);
    read_into(type_.get(), strings.data());
    for (std::int64_t i = 0; i < count; ++i) {
      char* text = strings[static_cast<std::size_t>(i)];
      if (text == nullptr) continue;
      value->values.text().set(i, text);
      H5free_memory(text);
    }
  }

  // Opaque elements of n bytes: a further axis of n, but for n = 1.
  void fill_bytes(AttributeValue* value) {
    std::size_t size = H5Tget_size(type_.get());
    if (size != 1) value->dims.push_back(static_cast<std::int64_t>(size));
    if (size != 1) value->space = SpaceKind::simple;
    value->values.reset(ElementType::raw, element_count(value->dims));
    read_into(type_.get(), value->values.data());
  }

  hid_t object_;
  const std::string& owner_;
  const std::string& name_;
  Handle attribute_;
  Handle type_;
  bool arrays_ = false;
  bool empty_ = false;
};

}  // namespace

AttributeValue read_attribute(hid_t object, const std::string& owner, const std::string& name) {
  return Reading(object, owner, name).read();
}

}  // namespace ch5mpy
