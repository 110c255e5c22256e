#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/na.h"
#include "hdf5/attribute.h"
#include "hdf5/attribute_error.h"
#include "hdf5/datatype.h"
#include "hdf5/error_stack.h"
#include "core/fixed_text.h"
#include "hdf5/type_name.h"

namespace ch5mpy {

namespace {

// One byte of R's raw: HDF5's opaque type, which nothing takes for numbers. Untagged, since h5py
// reads no other.
Handle byte_type() {
  return check_handle(H5Tcreate(H5T_OPAQUE, 1), H5Tclose, "make a type");
}

bool holds_na(const Block& block) {
  const std::int32_t* values = block.as<std::int32_t>();
  return std::find(values, values + block.size(), kNaInteger) != values + block.size();
}

// Of the attributes that only R reads (`__r_*`), text is of fixed length where that is not wasteful:
// HDF5 never frees the strings of variable length that an attribute had before.
std::size_t fixed_length(const std::string& name, const Block& values) {
  if (name.compare(0, 4, "__r_") != 0 || values.size() == 0) return 0;
  std::size_t longest = 1, total = 0;
  for (std::int64_t i = 0; i < values.size(); ++i) {
    if (values.text().is_na(i)) return 0;
    longest = std::max(longest, values.text().get(i).size());
    total += values.text().get(i).size();
  }
  constexpr std::size_t kReference = 32;  // what a string of variable length costs besides
  std::size_t count = static_cast<std::size_t>(values.size());
  return longest * count <= total + kReference * count ? longest : 0;
}

Handle fitting_type(const std::string& name, const Block& values) {
  switch (values.type()) {
    case ElementType::logical:
      return stored_type_named(holds_na(values) ? "logical" : "bool");
    case ElementType::text: {
      std::size_t length = fixed_length(name, values);
      return length > 0 ? fixed_text_type(length, true) : variable_text_type();
    }
    case ElementType::raw:
      return byte_type();
    default:
      return stored_type_named(element_type_name(values.type()));
  }
}

// An attribute that is being written, and what its errors say.
class Writing {
 public:
  Writing(hid_t object, const std::string& owner, const std::string& name,
          const AttributeValue& value)
      : object_(object), owner_(owner), name_(name), value_(value) {}

  void write(const std::string& type_name) {
    type_ = type_name.empty() ? fitting_type(name_, value_.values) : stored_type_named(type_name);
    stored_ = describe_type(type_.get());
    switch (value_.values.type()) {
      case ElementType::text:
        return write_text();
      case ElementType::logical:
        return stored_.kind == StoredKind::boolean ? write_logical() : write_numbers();
      case ElementType::raw:
        return H5Tget_class(type_.get()) == H5T_OPAQUE
                   ? replace(type_.get(), value_.values.data())
                   : write_numbers();
      default:
        return write_numbers();
    }
  }

 private:
  std::size_t count() const { return static_cast<std::size_t>(value_.values.size()); }

  [[noreturn]] void fail(ErrorKind kind, const std::string& what) {
    throw attribute_error(kind, object_, owner_, name_, what);
  }

  [[noreturn]] void refuse() {
    fail(ErrorKind::type, "cannot hold this " +
                              std::string(element_type_name(value_.values.type())) + " value as " +
                              stored_.dtype + "; choose another type.");
  }

  void write_text() {
    if (!stored_.is_text()) refuse();
    if (stored_.native == Native::text_fixed) return write_fixed_text();
    std::vector<const char*> strings(count());
    for (std::size_t i = 0; i < count(); ++i)
      strings[i] = value_.values.text().c_str(static_cast<std::int64_t>(i));
    replace(type_.get(), strings.data());
  }

  void write_fixed_text() {
    std::vector<char> bytes(count() * stored_.size);
    for (std::size_t i = 0; i < count(); ++i) {
      std::string_view text = value_.values.text().get(static_cast<std::int64_t>(i));
      if (!fits_fixed_text(text, stored_) || value_.values.text().is_na(static_cast<std::int64_t>(i)))
        refuse();
      pad_fixed_text(text, stored_, bytes.data() + i * stored_.size);
    }
    replace(type_.get(), bytes.data());
  }

  void write_logical() {
    if (!stored_.nullable && holds_na(value_.values)) refuse();
    const std::int32_t* values = value_.values.as<std::int32_t>();
    std::vector<std::int8_t> codes(count());
    for (std::size_t i = 0; i < count(); ++i)
      codes[i] = values[i] == kNaInteger ? kBooleanNa : static_cast<std::int8_t>(values[i] != 0);
    replace(type_.get(), codes.data());
  }

  hid_t number_memory() const {
    switch (value_.values.type()) {
      case ElementType::real:
        return H5T_NATIVE_DOUBLE;
      case ElementType::raw:
        return H5T_NATIVE_UINT8;
      default:
        return H5T_NATIVE_INT32;
    }
  }

  void write_numbers() {
    if (value_.values.type() == ElementType::complex) {
      if (stored_.kind != StoredKind::complex) refuse();
      StoredType memory = stored_;
      memory.native = Native::complex128;
      return replace(memory_type(type_.get(), memory).get(), value_.values.data());
    }
    if (stored_.kind != StoredKind::integer && stored_.kind != StoredKind::floating) refuse();
    require_fit();
    replace(number_memory(), value_.values.data());
  }

  // HDF5 clips and truncates in silence: what does not come back the same does not fit.
  void require_fit() {
    hid_t memory = number_memory();
    std::size_t size = std::max(H5Tget_size(memory), H5Tget_size(type_.get()));
    std::size_t element = H5Tget_size(memory);
    std::vector<char> bytes(std::max<std::size_t>(size * count(), 1));
    std::memcpy(bytes.data(), value_.values.data(), element * count());
    check_status(H5Tconvert(memory, type_.get(), count(), bytes.data(), nullptr, H5P_DEFAULT),
                 "convert a value");
    check_status(H5Tconvert(type_.get(), memory, count(), bytes.data(), nullptr, H5P_DEFAULT),
                 "convert a value");
    if (value_.values.type() != ElementType::real) {
      if (std::memcmp(bytes.data(), value_.values.data(), element * count()) != 0) refuse();
      bool na = value_.values.type() != ElementType::raw && holds_na(value_.values);
      if (na && stored_.native != Native::i32) refuse();
      return;
    }
    const double* before = value_.values.as<double>();
    for (std::size_t i = 0; i < count(); ++i) {
      double after;
      std::memcpy(&after, bytes.data() + i * sizeof after, sizeof after);
      bool rounds = stored_.kind == StoredKind::floating &&
                    (std::isfinite(before[i]) == std::isfinite(after));
      if (before[i] != after && !rounds) refuse();
    }
  }

  // The new one is complete under a name of its own before the old one goes.
  void replace(hid_t memory, const void* data) {
    bool there = has_attribute(object_, name_);
    std::string name = there ? spare_name() : name_;
    create(name, memory, data);
    if (!there) return;
    bool done = H5Adelete(object_, name_.c_str()) >= 0 &&
                H5Arename(object_, name.c_str(), name_.c_str()) >= 0;
    if (!done) fail_writing();
  }

  std::string spare_name() const {
    for (int i = 0;; ++i) {
      std::string name = "__h5_replacement_" + std::to_string(i) + "__";
      if (!has_attribute(object_, name)) return name;
    }
  }

  void create(const std::string& name, hid_t memory, const void* data) {
    Handle space = value_.space == SpaceKind::scalar ? make_space({}, {})
                                                     : make_space(value_.dims, {});
    Handle names(H5Pcreate(H5P_ATTRIBUTE_CREATE), H5Pclose);
    check_status(H5Pset_char_encoding(names.get(), H5T_CSET_UTF8), "set a property");
    hid_t id = H5Acreate2(object_, name.c_str(), type_.get(), space.get(), names.get(), H5P_DEFAULT);
    if (id < 0) fail_writing();
    Handle attribute(id, H5Aclose);
    if (count() == 0 || H5Awrite(id, memory, data) >= 0) return;
    std::string cause = take_error_stack();
    attribute.reset();
    H5Adelete(object_, name.c_str());
    H5Eclear2(H5E_DEFAULT);
    fail(ErrorKind::io, "could not be written (" + cause + ").");
  }

  [[noreturn]] void fail_writing() {
    std::string cause = take_error_stack();
    fail(ErrorKind::io, "could not be written (" + cause + ").");
  }

  hid_t object_;
  const std::string& owner_;
  const std::string& name_;
  const AttributeValue& value_;
  Handle type_;
  StoredType stored_;
};

}  // namespace

void write_attribute(hid_t object, const std::string& owner, const std::string& name,
                     const AttributeValue& value, const std::string& type) {
  if (name.empty())
    throw attribute_error(ErrorKind::argument, object, owner, name, "needs a name.");
  Writing(object, owner, name, value).write(type);
}

}  // namespace ch5mpy
