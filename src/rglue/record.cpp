#include "rglue/record.h"

#include <cstring>

#include "core/block.h"
#include "core/error.h"
#include "core/fixed_text.h"
#include "core/na.h"
#include "rglue/attribute_value.h"
#include "rglue/interrupt.h"
#include "rglue/vector.h"

namespace ch5mpy {

namespace {

using Rcpp::_;

// Elements that lie `stride` bytes apart.
struct Strided {
  const char* base;
  std::size_t stride;
  std::int64_t count;
  const char* at(std::int64_t i) const { return base + static_cast<std::size_t>(i) * stride; }
};

template <typename From>
From load(const char* from) {
  From value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <typename From, typename To>
void copy_as(const Strided& elements, Block* out) {
  To* to = out->as<To>();
  for (std::int64_t i = 0; i < elements.count; ++i)
    to[i] = static_cast<To>(load<From>(elements.at(i)));
}

void copy_integers(Native native, const Strided& elements, Block* out) {
  switch (native) {
    case Native::i8:
      return copy_as<std::int8_t, std::int32_t>(elements, out);
    case Native::i16:
      return copy_as<std::int16_t, std::int32_t>(elements, out);
    case Native::i32:
      return copy_as<std::int32_t, std::int32_t>(elements, out);
    case Native::u8:
      return copy_as<std::uint8_t, std::int32_t>(elements, out);
    case Native::u16:
      return copy_as<std::uint16_t, std::int32_t>(elements, out);
    case Native::u32:
      return copy_as<std::uint32_t, double>(elements, out);
    case Native::u64:
      return copy_as<std::uint64_t, double>(elements, out);
    default:
      return copy_as<std::int64_t, double>(elements, out);
  }
}

void copy_text(const StoredType& stored, const Strided& elements, Block* out) {
  for (std::int64_t i = 0; i < elements.count; ++i) {
    if (stored.native == Native::text_fixed) {
      out->text().set(i, fixed_text(elements.at(i), stored));
      continue;
    }
    const char* text = load<const char*>(elements.at(i));
    if (text != nullptr) out->text().set(i, text);
  }
}

void copy_complex(const Strided& elements, Block* out) {
  double* to = out->as<double>();
  for (std::int64_t i = 0; i < elements.count; ++i)
    std::memcpy(to + 2 * i, elements.at(i), 2 * sizeof(double));
}

void copy_logical(const StoredType& stored, const Strided& elements, Block* out) {
  Block codes(ElementType::integer, elements.count);
  copy_integers(stored.native, elements, &codes);
  for (std::int64_t i = 0; i < elements.count; ++i) {
    std::int32_t code = codes.as<std::int32_t>()[i];
    out->as<std::int32_t>()[i] = stored.nullable && code == kBooleanNa ? kNaInteger : code != 0;
  }
}

// Integers as wide as their enum's codes.
ElementType leaf_element(const StoredType& stored) {
  if (stored.kind != StoredKind::enumeration) return stored.element;
  bool wide =
      stored.native == Native::u32 || stored.native == Native::i64 || stored.native == Native::u64;
  return wide ? ElementType::real : ElementType::integer;
}

SEXP wrap_enum(const StoredType& stored, SEXP codes) {
  std::vector<std::string> names;
  Rcpp::NumericVector values(static_cast<R_xlen_t>(stored.members.size()));
  for (std::size_t i = 0; i < stored.members.size(); ++i) {
    names.push_back(stored.members[i].name);
    values[static_cast<R_xlen_t>(i)] = static_cast<double>(stored.members[i].value);
  }
  return Rcpp::List::create(_["kind"] = "enum", _["value"] = codes, _["names"] = wrap_texts(names),
                            _["codes"] = values);
}

SEXP wrap_leaf(const StoredType& stored, const Strided& elements) {
  Block out(leaf_element(stored), elements.count);
  switch (stored.kind) {
    case StoredKind::floating:
      copy_as<double, double>(elements, &out);
      break;
    case StoredKind::text:
      copy_text(stored, elements, &out);
      break;
    case StoredKind::complex:
      copy_complex(elements, &out);
      break;
    case StoredKind::boolean:
      copy_logical(stored, elements, &out);
      break;
    default:
      copy_integers(stored.native, elements, &out);
  }
  Rcpp::Shield<SEXP> vector(wrap_elements(out));
  return stored.kind == StoredKind::enumeration ? wrap_enum(stored, vector)
                                                : static_cast<SEXP>(vector);
}

class Wrapping {
 public:
  explicit Wrapping(const RecordData& data) : data_(data) {}

  SEXP wrap(const RecordType& type, const Strided& elements) const {
    switch (type.kind) {
      case RecordType::Kind::leaf:
        return wrap_leaf(type.stored, elements);
      case RecordType::Kind::compound:
        return wrap_compound(type, elements);
      case RecordType::Kind::array:
        return wrap_array(type, elements);
      case RecordType::Kind::sequence:
        return wrap_sequence(type, elements);
      case RecordType::Kind::bytes:
        return wrap_bytes(type, elements);
      default:
        return wrap_references(type, elements);
    }
  }

 private:
  SEXP wrap_compound(const RecordType& type, const Strided& elements) const {
    std::vector<std::string> names;
    Rcpp::List columns(static_cast<R_xlen_t>(type.parts.size()));
    for (std::size_t k = 0; k < type.parts.size(); ++k) {
      const RecordType& part = type.parts[k];
      names.push_back(part.name);
      columns[static_cast<R_xlen_t>(k)] =
          wrap(part, {elements.base + part.offset, elements.stride, elements.count});
    }
    columns.names() = wrap_texts(names);
    return Rcpp::List::create(_["kind"] = "compound", _["value"] = columns);
  }

  // The arrays of all elements, one after the other.
  SEXP wrap_array(const RecordType& type, const Strided& elements) const {
    const RecordType& part = type.parts[0];
    std::size_t inside = type.size / part.size;
    std::vector<char> bytes;
    Strided all{elements.base, part.size, elements.count * static_cast<std::int64_t>(inside)};
    if (elements.stride != type.size && elements.count > 0) {
      bytes.resize(type.size * static_cast<std::size_t>(elements.count));
      for (std::int64_t i = 0; i < elements.count; ++i)
        std::memcpy(&bytes[static_cast<std::size_t>(i) * type.size], elements.at(i), type.size);
      all.base = bytes.data();
    }
    Rcpp::RObject value(wrap(part, all));
    return Rcpp::List::create(_["kind"] = "array", _["value"] = value,
                              _["dims"] = Rcpp::NumericVector(type.dims.begin(), type.dims.end()));
  }

  SEXP wrap_sequence(const RecordType& type, const Strided& elements) const {
    const RecordType& part = type.parts[0];
    Rcpp::List parts(static_cast<R_xlen_t>(elements.count));
    for (std::int64_t i = 0; i < elements.count; ++i) {
      hvl_t sequence = load<hvl_t>(elements.at(i));
      auto length = sequence.p == nullptr ? 0 : static_cast<std::int64_t>(sequence.len);
      parts[static_cast<R_xlen_t>(i)] =
          wrap(part, {static_cast<const char*>(sequence.p), part.size, length});
    }
    return Rcpp::List::create(_["kind"] = "sequence", _["value"] = parts);
  }

  SEXP wrap_bytes(const RecordType& type, const Strided& elements) const {
    Block out(ElementType::raw, elements.count * static_cast<std::int64_t>(type.size));
    for (std::int64_t i = 0; i < elements.count; ++i)
      std::memcpy(out.as<char>() + static_cast<std::size_t>(i) * type.size, elements.at(i),
                  type.size);
    Rcpp::RObject value(wrap_elements(out));
    return Rcpp::List::create(_["kind"] = "bytes", _["value"] = value,
                              _["tag"] = wrap_texts({type.tag}),
                              _["size"] = static_cast<double>(type.size));
  }

  SEXP wrap_references(const RecordType& type, const Strided& elements) const {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < elements.count; ++i)
      names.push_back(data_.target(type, elements.at(i)));
    return Rcpp::List::create(_["kind"] = "reference", _["value"] = wrap_texts(names));
  }

  const RecordData& data_;
};

}  // namespace

Rcpp::List wrap_records(const RecordData& data) {
  Rcpp::RObject value(
      Wrapping(data).wrap(data.type(), {data.bytes(), data.type().size, data.count()}));
  return Rcpp::List::create(_["dims"] = Rcpp::NumericVector(data.dims().begin(), data.dims().end()),
                            _["value"] = value);
}

}  // namespace ch5mpy
