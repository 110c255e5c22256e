#include "rglue/handle.h"

#include <cstring>

#include "rglue/path_string.h"
#include "rglue/text_value.h"
#include "rglue/verb.h"

namespace ch5mpy {

namespace {

struct Slots {
  SEXP file = Rf_install("file");
  SEXP name = Rf_install("name");
  SEXP mode = Rf_install("mode");
  SEXP order = Rf_install("order");
  SEXP trust = Rf_install("trust");
  SEXP session = Rf_install("session");
  SEXP lease = Rf_install("lease");
  SEXP object = Rf_install("object");
};

const Slots& slots() {
  static const Slots all;
  return all;
}

[[noreturn]] void throw_no_handle() {
  throw Error(ErrorKind::internal, "What was given is not a handle of a file.");
}

// Slots of an S4 object are its attributes.
SEXP slot(SEXP x, SEXP name, SEXPTYPE type) {
  SEXP value = Rf_getAttrib(x, name);
  if (TYPEOF(value) != static_cast<int>(type) || XLENGTH(value) != 1) throw_no_handle();
  return value;
}

SEXP text_slot(SEXP x, SEXP name) { return STRING_ELT(slot(x, name, STRSXP), 0); }

std::uint64_t id_slot(SEXP x, SEXP name) {
  double value = REAL(slot(x, name, REALSXP))[0];
  return value >= 1 && value < 9e15 ? static_cast<std::uint64_t>(value) : 0;
}

// R keeps one CHARSXP for equal strings: comparing pointers tells this session's handles.
SEXP session_string() {
  static const std::string* known = nullptr;
  static std::string text;
  static SEXP cached = nullptr;
  const std::string& now = FilePool::session_id();
  if (cached == nullptr || known != &now || text != now) {
    if (cached != nullptr) R_ReleaseObject(cached);
    cached = wrap_text(now);
    R_PreserveObject(cached);
    known = &now;
    text = now;
  }
  return cached;
}

bool is_ours(SEXP x) {
  return text_slot(x, slots().session) == STRING_ELT(session_string(), 0);
}

void set_slot(SEXP x, SEXP name, SEXP value) {
  Rcpp::Shield<SEXP> kept(value);
  Rcpp::unwindProtect([&] {
    Rf_setAttrib(x, name, kept);
    return R_NilValue;
  });
}

void set_bound(SEXP x, const HandleFields& fields) {
  set_slot(x, slots().file, make_path_string(fields.path, fields.lease));
  set_slot(x, slots().session, session_string());
  set_slot(x, slots().lease, Rcpp::wrap(static_cast<double>(fields.lease)));
  set_slot(x, slots().object, Rcpp::wrap(static_cast<double>(fields.object)));
}

std::string origin_of(SEXP x, const HandleFields& fields) {
  return std::string(CHAR(text_slot(x, slots().session))) + ":" + std::to_string(fields.lease);
}

// What became of the lease that `x` names. What readRDS() gave (its path is an ordinary string) has
// none yet, also where the opening that it was saved from is still open here: it reopens itself under
// a lease of its own. One that was closed before it was ever used has no object (close_handle()).
LeaseState state_of(SEXP x, const HandleFields& fields) {
  if (!is_ours(x)) return LeaseState::unknown;
  bool saved = fields.object != 0 && !holds_lease(Rf_getAttrib(x, slots().file), fields.lease);
  return saved ? LeaseState::unknown : FilePool::instance().state(fields.lease);
}

// Makes `x` a handle of this session with an open lease that it holds.
void bind_handle(SEXP x, HandleFields& fields) {
  std::string origin = origin_of(x, fields);
  if (!is_ours(x)) fields.object = 0;
  LeaseHold hold = adopt(fields, origin);
  set_bound(x, fields);
}

}  // namespace

HandleFields read_handle(SEXP x) {
  if (!Rf_isS4(x)) throw_no_handle();
  HandleFields fields;
  fields.path = utf8(text_slot(x, slots().file));
  fields.name = utf8(text_slot(x, slots().name));
  fields.writable = std::strcmp(CHAR(text_slot(x, slots().mode)), "r+") == 0;
  fields.row_major = CHAR(text_slot(x, slots().order))[0] == 'C';
  fields.trust = LOGICAL(slot(x, slots().trust, LGLSXP))[0] == TRUE;
  fields.lease = id_slot(x, slots().lease);
  fields.object = id_slot(x, slots().object);
  return fields;
}

LeaseState handle_state(SEXP x) { return state_of(x, read_handle(x)); }

void close_handle(SEXP x) {
  FilePool& pool = FilePool::instance();
  HandleFields fields = read_handle(x);
  if (state_of(x, fields) != LeaseState::unknown) {
    pool.close(fields.lease);
    return;
  }
  set_slot(x, slots().session, session_string());
  set_slot(x, slots().lease, Rcpp::wrap(static_cast<double>(pool.closed_lease())));
  set_slot(x, slots().object, Rcpp::wrap(0.0));
}

Location resolve_handle(SEXP x, Access access) {
  if (access != Access::read) begin_verb();
  HandleFields fields = read_handle(x);
  LeaseState state = state_of(x, fields);
  if (state == LeaseState::closed) throw closed_error(fields);
  if (state != LeaseState::open) bind_handle(x, fields);
  return resolve(fields, access);
}

Opening reopen_handle(SEXP x, FileMode mode) {
  HandleFields fields = read_handle(x);
  if (!is_ours(x)) {
    fields.object = 0;
  } else if (FilePool::instance().state(fields.lease) == LeaseState::open) {
    fields.name = resolve(fields, Access::read).name();
  }
  return reopen(fields, mode);
}

Rcpp::List wrap_opening(const Opening& opening) {
  using Rcpp::_;
  Rcpp::Shield<SEXP> file(make_path_string(opening.file->path(), opening.lease()));
  Rcpp::Shield<SEXP> name(wrap_text(opening.name));
  return Rcpp::List::create(
      _["file"] = file, _["session"] = session_string(),
      _["lease"] = static_cast<double>(opening.lease()),
      _["object"] = static_cast<double>(opening.object), _["name"] = name,
      _["mode"] = opening.writable ? "r+" : "r", _["created"] = opening.file->created());
}

}  // namespace ch5mpy
