#include "rglue/attribute_value.h"

#include <algorithm>
#include <cstring>

#include "core/error.h"
#include "rglue/text.h"
#include "rglue/vector.h"

namespace ch5mpy {

namespace {

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

}  // namespace

SEXP wrap_attribute(const AttributeValue& value, bool row_major) {
  if (value.space == SpaceKind::null) return R_NilValue;
  Rcpp::Shield<SEXP> vector(wrap_elements(value.values));
  if (value.dims.size() < 2) return vector;
  Rcpp::Shield<SEXP> array(with_dim(vector, reversed(value.dims)));
  return row_major ? transposed(array) : static_cast<SEXP>(array);
}

AttributeValue read_attribute_value(SEXP x, bool row_major) {
  AttributeValue value;
  ElementType type = vector_type(x, "an attribute");
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
  Block elements;
  borrow_vector(data, elements);
  if (type == ElementType::text) {
    value.values = std::move(elements);
    return value;
  }
  // The attribute owns what it holds: a transposed copy is gone after this.
  value.values.reset(type, elements.size());
  if (elements.size() > 0) {
    std::memcpy(value.values.data(), elements.data(),
                static_cast<std::size_t>(elements.size()) * element_size(type));
  }
  return value;
}

std::vector<std::string> read_texts(SEXP x, const char* what) {
  if (TYPEOF(x) != STRSXP)
    throw Error(ErrorKind::argument, std::string(what) + " must be a character vector.");
  Block block(ElementType::text, static_cast<std::int64_t>(Rf_xlength(x)));
  read_strings(x, block.text());
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < block.size(); ++i) texts.emplace_back(block.text().get(i));
  return texts;
}

SEXP wrap_texts(const std::vector<std::string>& texts) {
  Block block(ElementType::text, static_cast<std::int64_t>(texts.size()));
  for (std::size_t i = 0; i < texts.size(); ++i)
    block.text().set(static_cast<std::int64_t>(i), texts[i]);
  return wrap_elements(block);
}

}  // namespace ch5mpy
