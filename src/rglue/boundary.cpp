#include "rglue/boundary.h"

#include "hdf5/file_pool.h"
#include "rglue/package.h"

namespace ch5mpy {

int Call::depth_ = 0;

Call::~Call() {
  if (--depth_ == 0) FilePool::instance().end_call();
}

void Call::check() const {
  if (depth_ == 1) FilePool::instance().check_writes();
}

void raise_in_r(const Error& error) {
  Rcpp::CharacterVector fields(error.fields().size());
  Rcpp::CharacterVector names(error.fields().size());
  for (size_t i = 0; i < error.fields().size(); ++i) {
    names[i] = Rf_mkCharCE(error.fields()[i].first.c_str(), CE_UTF8);
    fields[i] = Rf_mkCharCE(error.fields()[i].second.c_str(), CE_UTF8);
  }
  fields.names() = names;
  Rcpp::CharacterVector message = Rcpp::CharacterVector::create("");
  message[0] = Rf_mkCharCE(error.what(), CE_UTF8);
  package_function("raise_from_cpp")(error_kind_name(error.kind()), message, fields);
  throw Rcpp::exception("raise_from_cpp() returned", false);
}

}  // namespace ch5mpy
