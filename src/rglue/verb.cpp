#include "rglue/verb.h"

#include <Rcpp.h>

#include "hdf5/file_pool.h"
#include "rglue/call_stack.h"
#include "rglue/package.h"

namespace ch5mpy {

namespace {

SEXP kept(SEXP x) {
  R_PreserveObject(x);
  return x;
}

// on.exit(end_watched_verb(), add = TRUE)
SEXP at_exit() {
  static SEXP call = [] {
    Rcpp::Shield<SEXP> end(Rf_lang1(package_function("end_watched_verb")));
    SEXP made = kept(Rf_lang3(Rf_install("on.exit"), end, Rf_ScalarLogical(TRUE)));
    SET_TAG(CDDR(made), Rf_install("add"));
    return made;
  }();
  return call;
}

}  // namespace

void begin_verb() {
  FilePool& pool = FilePool::instance();
  if (pool.in_verb()) return;
  Rcpp::Shield<SEXP> frame(user_environment());
  if (frame == R_NilValue) return;
  static SEXP verb = Rcpp::Environment(package_namespace())["verb"];
  SEXP call = at_exit();
  Rcpp::unwindProtect([&]() -> SEXP {
    Rf_defineVar(Rf_install("frame"), frame, verb);
    return Rf_eval(call, frame);
  });
  pool.begin_verb();
}

}  // namespace ch5mpy
