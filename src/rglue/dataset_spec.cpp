#include "rglue/dataset_spec.h"

#include <cmath>
#include <cstring>

#include "core/error.h"
#include "hdf5/attribute.h"
#include "hdf5/dataspace.h"
#include "rglue/attribute_value.h"
#include "rglue/text_value.h"
#include "store/element_check.h"
#include "store/text_extent.h"

namespace ch5mpy {

DatasetSpec::DatasetSpec(const Location& location, Rcpp::List spec)
    : spec_(spec), row_major_(location.row_major()) {
  SEXP order = get("order");
  if (order != R_NilValue) row_major_ = read_text(order, "order") == "C";
}

SEXP DatasetSpec::get(const char* name) const {
  SEXP names = Rf_getAttrib(spec_, R_NamesSymbol);
  for (R_xlen_t i = 0; i < Rf_xlength(names); ++i) {
    if (std::strcmp(CHAR(STRING_ELT(names, i)), name) == 0) return VECTOR_ELT(spec_, i);
  }
  return R_NilValue;
}

bool DatasetSpec::flag(const char* name, bool otherwise) const {
  SEXP value = get(name);
  if (value == R_NilValue) return otherwise;
  if (TYPEOF(value) != LGLSXP || Rf_xlength(value) != 1 || LOGICAL(value)[0] == NA_LOGICAL) {
    throw Error(ErrorKind::argument, std::string("'") + name + "' must be TRUE or FALSE.");
  }
  return LOGICAL(value)[0] != 0;
}

// One extent an axis; an infinite one or NA has no bound.
Dims DatasetSpec::extents(SEXP x, const char* name, std::size_t rank) const {
  if (!Rf_isNumeric(x) || static_cast<std::size_t>(Rf_xlength(x)) != rank) {
    throw Error(ErrorKind::argument, std::string("'") + name + "' must be " + std::to_string(rank) +
                                         " numbers, one an axis.");
  }
  Rcpp::NumericVector values(x);
  Dims dims;
  for (double value : values) {
    if (std::isnan(value) || value == R_PosInf) {
      dims.push_back(kUnlimited);
    } else if (value >= 0 && value < 9.0e18 && value == std::floor(value)) {
      dims.push_back(static_cast<std::int64_t>(value));
    } else {
      throw Error(ErrorKind::argument,
                  std::string("'") + name + "' must be whole numbers, none negative.");
    }
  }
  return dims;
}

bool DatasetSpec::overwrite() const {
  return flag("overwrite", true);
}

NewDataset DatasetSpec::dataset(ElementType element, const Dims& dims, bool is_vector) const {
  NewDataset wanted;
  wanted.element = element;
  wanted.dims = dims;
  wanted.row_major = row_major_;
  bool single = element_count(dims) == 1;
  wanted.scalar = flag("scalar", single && is_vector);
  if (wanted.scalar && !single) {
    throw Error(ErrorKind::argument,
                "'scalar = TRUE' asks for one value, not for shape " + dims_text(dims) + ".");
  }
  if (get("type") != R_NilValue) wanted.type = read_text(get("type"), "type");
  if (get("compression") != R_NilValue) {
    wanted.compression = parse_compression(read_text(get("compression"), "compression"));
  }
  wanted.python_dtype = flag("python_dtype", true);
  SEXP chunk = get("chunk");
  if (TYPEOF(chunk) == LGLSXP && Rf_xlength(chunk) == 1 && LOGICAL(chunk)[0] == 0) {
    wanted.chunking = Chunking::contiguous;
  } else if (chunk != R_NilValue) {
    wanted.chunking = Chunking::given;
    wanted.chunk = extents(chunk, "chunk", dims.size());
    for (std::int64_t extent : wanted.chunk) {
      if (extent < 1)
        throw Error(ErrorKind::argument, "'chunk' must be at least 1 along each axis.");
    }
  }
  if (get("maxdim") != R_NilValue) wanted.max = extents(get("maxdim"), "maxdim", dims.size());
  for (std::size_t a = 0; a < wanted.max.size(); ++a) {
    if (wanted.max[a] != kUnlimited && wanted.max[a] < dims[a]) {
      throw Error(ErrorKind::argument,
                  "'maxdim' is smaller than the shape " + dims_text(dims) + ".");
    }
  }
  return wanted;
}

void DatasetSpec::fit(NewDataset& wanted, const Block& values, bool integer64) const {
  wanted.integer64 = integer64;
  if (values.type() == ElementType::logical) wanted.nullable = has_na(values);
  if (values.type() != ElementType::text) return;
  TextExtent extent = measure_text(values.text());
  wanted.text_characters = extent.most_characters;
  bool may_be_fixed = wanted.type.empty() ? !wanted.compression.none() && !wanted.scalar
                                          : wanted.type.find('S') != std::string::npos;
  if (!may_be_fixed) return;
  if (extent.na_count > 0) wanted.na_text = choose_na_text(values.text());
  std::int64_t width = fixed_width(extent, wanted.na_text);
  if (!wanted.type.empty()) return;
  if (is_fixed_smaller(extent, width)) {
    wanted.text_width = width;
  } else {
    wanted.na_text.clear();
  }
}

void DatasetSpec::write_attributes(hid_t dataset, const std::string& name) const {
  SEXP attributes = get("attributes");
  if (TYPEOF(attributes) != VECSXP) return;
  Rcpp::List values(attributes);
  if (values.size() == 0) return;
  std::vector<std::string> names = read_texts(values.names(), "names(attributes)");
  for (std::size_t i = 0; i < names.size(); ++i) {
    write_attribute(dataset, name, names[i],
                    read_attribute_value(values[static_cast<R_xlen_t>(i)], row_major_), "");
  }
}

}  // namespace ch5mpy
