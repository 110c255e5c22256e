// Exports of the session: start, identity, flush, settings.
#include <R_ext/Visibility.h>
#include <Rcpp.h>

#include "core/cancel.h"
#include "core/settings.h"
#include "core/thread_pool.h"
#include "hdf5/file_pool.h"
#include "hdf5/library.h"
#include "rglue/boundary.h"
#include "rglue/call_stack.h"
#include "rglue/interrupt.h"
#include "rglue/path_string.h"
#include "rglue/progress.h"
#include "rglue/text_value.h"

using namespace ch5mpy;

namespace {

Int64Policy parse_int64(const std::string& policy) {
  if (policy == "double") return Int64Policy::as_double;
  if (policy == "integer64") return Int64Policy::as_integer64;
  if (policy == "error") return Int64Policy::error;
  throw Error(ErrorKind::argument, "'int64' is '" + policy +
                                       "'; it must be \"double\", \"integer64\" or \"error\".");
}

double parse_number(SEXP value, const char* what, double least) {
  double number = Rf_isNumeric(value) && XLENGTH(value) == 1 ? Rf_asReal(value) : NA_REAL;
  if (number >= least) return number;
  throw Error(ErrorKind::argument, std::string("'") + what + "' must be one number, at least " +
                                       std::to_string(static_cast<long>(least)) + ".");
}

void apply_setting(Settings& now, const std::string& name, SEXP value) {
  if (name == "max_memory") {
    now.max_memory = parse_number(value, "max_memory", 1);
  } else if (name == "threads") {
    now.threads = static_cast<int>(std::min(parse_number(value, "threads", 1), 1024.0));
  } else if (name == "int64") {
    now.int64 = parse_int64(read_text(value, "int64"));
  } else if (name == "atomic") {
    now.atomic = Rf_asLogical(value) != 0;
  } else if (name == "durability") {
    now.survive_power = read_text(value, "durability") == "power";
  } else if (name == "lock_timeout") {
    now.lock_timeout = parse_number(value, "lock_timeout", 0);
  } else if (name == "tmpdir") {
    now.scratch_dir = read_text(value, "tmpdir");
  } else {
    throw Error(ErrorKind::internal, "There is no setting '" + name + "'.");
  }
}

}  // namespace

// [[Rcpp::init]]
void init_path_string(DllInfo* dll) { register_path_string(dll); }

// R calls it before it unmaps the code that the threads run.
extern "C" attribute_visible void R_unload_ch5mpy(DllInfo*) { stop_threads(); }

// [[Rcpp::export(rng = false)]]
void cpp_session_start() {
  guarded([] {
    start_library();
    set_cancel_hook(check_interrupt);
    set_progress_hook(show_progress);
    FilePool::set_collector([] { R_gc(); });
  });
}

// [[Rcpp::export(rng = false)]]
std::string cpp_session_hdf5_version() {
  return guarded([] { return library_version(); });
}

// [[Rcpp::export(rng = false)]]
std::string cpp_session_id() {
  return guarded([] { return FilePool::session_id(); });
}

// [[Rcpp::export(rng = false)]]
void cpp_session_flush() {
  guarded([] { FilePool::instance().end_top_level(); });
}

// All or none of what the list names; other settings stay.
// [[Rcpp::export(rng = false)]]
void cpp_session_settings(Rcpp::List values) {
  guarded([&] {
    if (values.size() == 0) return;
    Settings changed = settings();
    Rcpp::CharacterVector names = values.names();
    for (R_xlen_t i = 0; i < values.size(); ++i) {
      apply_setting(changed, utf8(names[i]), values[i]);
    }
    settings() = changed;
  });
}

// [[Rcpp::export(rng = false)]]
int cpp_session_user_frame(SEXP frames, SEXP parents, int from) {
  return guarded([&] { return user_frame(frames, parents, from); });
}
