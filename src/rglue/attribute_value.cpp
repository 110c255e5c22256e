#include "rglue/attribute_value.h"

#include <algorithm>
#include <cstring>

#include "core/error.h"
#include "hdf5/key_spelling.h"

namespace ch5mpy {

namespace {

SEXPTYPE r_type(ElementType type) {
  switch (type) {
    case ElementType::logical:
      return LGLSXP;
    case ElementType::integer:
      return INTSXP;
    case ElementType::real:
      return REALSXP;
    case ElementType::complex:
      return CPLXSXP;
    case ElementType::text:
      return STRSXP;
    case ElementType::raw:
      break;
  }
  return RAWSXP;
}

void* vector_data(SEXP x) {
  switch (TYPEOF(x)) {
    case LGLSXP:
      return LOGICAL(x);
    case INTSXP:
      return INTEGER(x);
    case REALSXP:
      return REAL(x);
    case CPLXSXP:
      return COMPLEX(x);
    default:
      return RAW(x);
  }
}

ElementType element_type(SEXP x) {
  switch (TYPEOF(x)) {
    case LGLSXP:
      return ElementType::logical;
    case INTSXP:
      return ElementType::integer;
    case REALSXP:
      return ElementType::real;
    case CPLXSXP:
      return ElementType::complex;
    case STRSXP:
      return ElementType::text;
    case RAWSXP:
      return ElementType::raw;
    default:
      throw Error(ErrorKind::type, std::string("A value of type ") + Rf_type2char(TYPEOF(x)) +
                                       " cannot be an attribute; use an atomic vector.");
  }
}

SEXP make_string(const char* text, std::size_t size, bool valid) {
  return Rf_mkCharLenCE(text, static_cast<int>(size), valid ? CE_UTF8 : CE_BYTES);
}

// The function runs where a long jump out of R is caught.
SEXP wrap_text_block(const Block& block) {
  R_xlen_t size = static_cast<R_xlen_t>(block.size());
  std::vector<char> valid(static_cast<std::size_t>(size));
  for (R_xlen_t i = 0; i < size; ++i)
    valid[static_cast<std::size_t>(i)] = is_valid_utf8(block.text().get(i));
  return Rcpp::unwindProtect([&]() -> SEXP {
    SEXP out = PROTECT(Rf_allocVector(STRSXP, size));
    for (R_xlen_t i = 0; i < size; ++i) {
      if (block.text().is_na(i)) {
        SET_STRING_ELT(out, i, NA_STRING);
        continue;
      }
      std::string_view text = block.text().get(i);
      SET_STRING_ELT(out, i, make_string(text.data(), text.size(), valid[static_cast<std::size_t>(i)]));
    }
    UNPROTECT(1);
    return out;
  });
}

SEXP transposed(SEXP x) {
  Rcpp::Function aperm("aperm", R_BaseEnv);
  return aperm(x);
}

SEXP with_dim(SEXP x, const Dims& dims) {
  Rcpp::RObject object(x);
  Rcpp::NumericVector extents(dims.begin(), dims.end());
  bool small = std::all_of(dims.begin(), dims.end(), [](std::int64_t n) { return n <= 2147483647; });
  if (!small) throw Error(ErrorKind::unsupported, "An attribute's extent exceeds what R's dim holds.");
  object.attr("dim") = Rcpp::IntegerVector(extents);
  return object;
}

void fill_text(SEXP x, Block* block) {
  for (R_xlen_t i = 0; i < Rf_xlength(x); ++i) {
    SEXP string = STRING_ELT(x, i);
    if (string == NA_STRING) continue;
    if (Rf_getCharCE(string) == CE_BYTES)
      throw Error(ErrorKind::type,
                  "A string marked as bytes has no encoding to be stored in; use raw().");
    const char* text = nullptr;
    Rcpp::unwindProtect([&]() -> SEXP {
      text = Rf_translateCharUTF8(string);
      return R_NilValue;
    });
    block->text().set(i, text);
  }
}

}  // namespace

SEXP wrap_block(const Block& block) {
  if (block.type() == ElementType::text) return wrap_text_block(block);
  SEXP out = Rcpp::unwindProtect([&]() -> SEXP {
    return Rf_allocVector(r_type(block.type()), static_cast<R_xlen_t>(block.size()));
  });
  if (block.size() > 0)
    std::memcpy(vector_data(out), block.data(),
                static_cast<std::size_t>(block.size()) * element_size(block.type()));
  return out;
}

SEXP wrap_attribute(const AttributeValue& value, bool row_major) {
  if (value.space == SpaceKind::null) return R_NilValue;
  Rcpp::Shield<SEXP> vector(wrap_block(value.values));
  if (value.dims.size() < 2) return vector;
  Rcpp::Shield<SEXP> array(with_dim(vector, reversed(value.dims)));
  return row_major ? transposed(array) : static_cast<SEXP>(array);
}

AttributeValue read_attribute_value(SEXP x, bool row_major) {
  AttributeValue value;
  ElementType type = element_type(x);
  Rcpp::RObject dim = Rf_getAttrib(x, R_DimSymbol);
  if (!dim.isNULL()) {
    Rcpp::IntegerVector extents(dim);
    value.dims.assign(extents.begin(), extents.end());
  } else if (Rf_xlength(x) != 1) {
    value.dims.push_back(static_cast<std::int64_t>(Rf_xlength(x)));
  }
  value.space = value.dims.empty() ? SpaceKind::scalar : SpaceKind::simple;
  Rcpp::RObject data = row_major && value.dims.size() > 1 ? transposed(x) : x;
  if (!row_major) value.dims = reversed(value.dims);
  value.values.reset(type, static_cast<std::int64_t>(Rf_xlength(x)));
  if (type == ElementType::text) {
    fill_text(data, &value.values);
  } else if (value.values.size() > 0) {
    std::memcpy(value.values.data(), vector_data(data),
                static_cast<std::size_t>(value.values.size()) * element_size(type));
  }
  return value;
}

std::vector<std::string> read_texts(SEXP x, const char* what) {
  if (TYPEOF(x) != STRSXP)
    throw Error(ErrorKind::argument, std::string(what) + " must be a character vector.");
  Block block(ElementType::text, static_cast<std::int64_t>(Rf_xlength(x)));
  fill_text(x, &block);
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < block.size(); ++i) texts.emplace_back(block.text().get(i));
  return texts;
}

SEXP wrap_texts(const std::vector<std::string>& texts) {
  Block block(ElementType::text, static_cast<std::int64_t>(texts.size()));
  for (std::size_t i = 0; i < texts.size(); ++i)
    block.text().set(static_cast<std::int64_t>(i), texts[i]);
  return wrap_block(block);
}

}  // namespace ch5mpy
