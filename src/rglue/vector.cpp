#include "rglue/vector.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "core/error.h"
#include "rglue/alloc.h"
#include "rglue/text.h"

namespace ch5mpy {

ElementType vector_type(SEXP x, const char* use) {
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
                                       " cannot be " + use + "; use an atomic vector.");
  }
}

void borrow_vector(SEXP x, Block& block) {
  ElementType type = vector_type(x, "a dataset");
  auto size = static_cast<std::int64_t>(Rf_xlength(x));
  if (type == ElementType::text) {
    block.reset(type, size);
    read_strings(x, block.text());
    return;
  }
  const void* data = nullptr;
  // A deferred vector (1:10) is made here.
  Rcpp::unwindProtect([&]() -> SEXP {
    data = DATAPTR_RO(x);
    return R_NilValue;
  });
  block.borrow(type, const_cast<void*>(data), size);
}

bool is_integer64(SEXP x) {
  return TYPEOF(x) == REALSXP && Rf_inherits(x, "integer64");
}

Dims vector_dims(SEXP x) {
  Dims dims;
  SEXP dim = Rf_getAttrib(x, R_DimSymbol);
  if (TYPEOF(dim) == INTSXP) dims.assign(INTEGER(dim), INTEGER(dim) + Rf_xlength(dim));
  return dims;
}

namespace {

// Strings are gathered in pieces of whole slices along the last axis, about a million elements
// each.
void collect_strings(BlockSource& source, SEXP out) {
  const Dims& dims = source.dims();
  Block block;
  Selection selection = Selection::all(dims);
  if (dims.empty() || element_count(dims) == 0) {
    source.gather(selection, block);
    return fill_strings(block.text(), out, 0);
  }
  std::int64_t last = dims.back();
  std::int64_t slice = element_count(dims) / last;
  std::int64_t chunk = source.chunk().back();
  std::int64_t step = std::max<std::int64_t>(1, (std::int64_t{1} << 20) / slice / chunk) * chunk;
  for (std::int64_t at = 0; at < last; at += step) {
    selection.axes.back() = AxisSelection::range(at, 1, std::min(step, last - at));
    source.gather(selection, block);
    fill_strings(block.text(), out, at * slice);
  }
}

}  // namespace

SEXP collect_source(BlockSource& source) {
  std::int64_t size = element_count(source.dims());
  Rcpp::Shield<SEXP> out(allocate_vector(source.type(), size));
  if (source.type() == ElementType::text) {
    collect_strings(source, out);
    return out;
  }
  Block block;
  block.borrow(source.type(), DATAPTR(out), size);
  source.gather(Selection::all(source.dims()), block);
  return out;
}

SEXP wrap_elements(const Block& block) {
  Rcpp::Shield<SEXP> out(allocate_vector(block.type(), block.size()));
  if (block.type() == ElementType::text) {
    fill_strings(block.text(), out, 0);
  } else if (block.size() > 0) {
    std::memcpy(DATAPTR(out), block.data(),
                static_cast<std::size_t>(block.size()) * element_size(block.type()));
  }
  return out;
}

}  // namespace ch5mpy
