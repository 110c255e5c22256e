// How R asks for a new dataset: the list `spec` of cpp_value_write(), cpp_array_create(), ...
//
// Contract: R's thread. Elements, each may be absent or NULL: order ("R", "C"), type, chunk (dims
// or FALSE), compression, maxdim (Inf for no bound), scalar, overwrite, fill, attributes (a named
// list of atomic vectors), python_dtype. Axes are R's. What is malformed is Error (argument).
#pragma once

#include <Rcpp.h>

#include "hdf5/location.h"
#include "store/new_dataset.h"

namespace ch5mpy {

class DatasetSpec {
 public:
  // `location` gives the order where the spec does not.
  DatasetSpec(const Location& location, Rcpp::List spec);

  // A dataset of `dims` (R's order); a single value without dim is 0-D unless `scalar` says
  // otherwise.
  NewDataset dataset(ElementType element, const Dims& dims, bool is_vector) const;
  // Completes it by what the values themselves decide: NA, width of text, integer64.
  void fit(NewDataset& wanted, const Block& values, bool integer64) const;

  bool overwrite() const;
  // NULL when there is none.
  SEXP fill() const { return get("fill"); }
  // Puts the spec's attributes on a new dataset that will be called `name`.
  void write_attributes(hid_t dataset, const std::string& name) const;

 private:
  SEXP get(const char* name) const;
  bool flag(const char* name, bool otherwise) const;
  Dims extents(SEXP x, const char* name, std::size_t rank) const;

  Rcpp::List spec_;
  bool row_major_;
};

}  // namespace ch5mpy
