#include "rglue/package.h"

namespace ch5mpy {

SEXP package_namespace() {
  static SEXP home = static_cast<SEXP>(Rcpp::Environment::namespace_env("ch5mpy"));
  return home;
}

Rcpp::Function package_function(const char* name) {
  return Rcpp::Environment(package_namespace())[name];
}

}  // namespace ch5mpy
