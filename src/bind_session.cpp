// Exports of the session: start, versions, settings.
#include <Rcpp.h>

#include "hdf5/library.h"
#include "rglue/boundary.h"

// [[Rcpp::export(rng = false)]]
void cpp_session_start() {
  ch5mpy::guarded([] { ch5mpy::start_library(); });
}

// [[Rcpp::export(rng = false)]]
std::string cpp_session_hdf5_version() {
  return ch5mpy::guarded([] { return ch5mpy::library_version(); });
}
