#include "rglue/verb.h"

#include <Rcpp.h>

#include "hdf5/file_pool.h"

namespace ch5mpy {

void begin_verb() {
  FilePool& pool = FilePool::instance();
  if (pool.in_verb()) return;
  static SEXP call = [] {
    Rcpp::Environment package = Rcpp::Environment::namespace_env("ch5mpy");
    SEXP made = Rf_lang1(package["watch_verb"]);
    R_PreserveObject(made);
    return made;
  }();
  SEXP found = Rcpp::unwindProtect([&] { return Rf_eval(call, R_GlobalEnv); });
  if (Rf_asLogical(found) == TRUE) pool.begin_verb();
}

}  // namespace ch5mpy
