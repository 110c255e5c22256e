#include "rglue/path_string.h"

#include <R_ext/Altrep.h>

#include "rglue/boundary.h"
#include "rglue/text_value.h"

namespace ch5mpy {

namespace {

R_altrep_class_t path_class;

// What the external pointer in a path string points to.
struct Owner {
  LeaseId lease;
  FilePool* pool;  // of the process that made it: another one in a forked child
};

Owner* owner_of(SEXP x) { return static_cast<Owner*>(R_ExternalPtrAddr(R_altrep_data1(x))); }
bool is_path_string(SEXP x) { return ALTREP(x) && R_altrep_inherits(x, path_class); }

void finalize(SEXP pointer) {
  auto* owner = static_cast<Owner*>(R_ExternalPtrAddr(pointer));
  if (owner == nullptr) return;
  R_ClearExternalPtr(pointer);
  // In a forked child the lease is the parent's.
  if (owner->pool == &FilePool::instance()) owner->pool->remove_owner(owner->lease);
  delete owner;
}

// data1: external pointer to the Owner; data2: the string as an ordinary vector.
R_xlen_t length(SEXP) { return 1; }
SEXP elt(SEXP x, R_xlen_t i) { return STRING_ELT(R_altrep_data2(x), i); }
void set_elt(SEXP x, R_xlen_t i, SEXP value) { SET_STRING_ELT(R_altrep_data2(x), i, value); }
void* dataptr(SEXP x, Rboolean) { return DATAPTR(R_altrep_data2(x)); }
const void* dataptr_or_null(SEXP x) { return DATAPTR(R_altrep_data2(x)); }

// A copy holds the lease too, and may be changed without harm to the original.
SEXP duplicate(SEXP x, Rboolean) {
  SEXP text = PROTECT(Rf_duplicate(R_altrep_data2(x)));
  SEXP copy = R_new_altrep(path_class, R_altrep_data1(x), text);
  UNPROTECT(1);
  return copy;
}

// Null: R writes an ordinary string. Another process must find what was written so far.
SEXP serialized_state(SEXP x) {
  BEGIN_RCPP
  guarded([&] {
    Owner* owner = owner_of(x);
    if (owner == nullptr || owner->pool != &FilePool::instance()) return;
    if (owner->pool->state(owner->lease) != LeaseState::open) return;
    owner->pool->set_serialised(owner->lease);
    owner->pool->commit(owner->lease);
  });
  return nullptr;
  END_RCPP
}

Rboolean inspect(SEXP x, int, int, int, void (*)(SEXP, int, int, int)) {
  Rprintf(" path of a file of ch5mpy, lease %.0f\n", static_cast<double>(owner_of(x)->lease));
  return TRUE;
}

}  // namespace

void register_path_string(DllInfo* dll) {
  path_class = R_make_altstring_class("path_string", "ch5mpy", dll);
  R_set_altrep_Length_method(path_class, length);
  R_set_altrep_Duplicate_method(path_class, duplicate);
  R_set_altrep_Serialized_state_method(path_class, serialized_state);
  R_set_altrep_Inspect_method(path_class, inspect);
  R_set_altvec_Dataptr_method(path_class, dataptr);
  R_set_altvec_Dataptr_or_null_method(path_class, dataptr_or_null);
  R_set_altstring_Elt_method(path_class, elt);
  R_set_altstring_Set_elt_method(path_class, set_elt);
}

SEXP make_path_string(const std::string& path, LeaseId lease) {
  // R may collect the lease's last other owner while it makes room for this one.
  LeaseHold hold(FilePool::instance(), lease);
  Rcpp::Shield<SEXP> text(wrap_text(path));
  auto owner = std::make_unique<Owner>(Owner{lease, &FilePool::instance()});
  Rcpp::Shield<SEXP> pointer(Rcpp::unwindProtect([&] {
    SEXP made = PROTECT(R_MakeExternalPtr(nullptr, R_NilValue, R_NilValue));
    R_RegisterCFinalizerEx(made, finalize, TRUE);
    UNPROTECT(1);
    return made;
  }));
  Rcpp::Shield<SEXP> made(
      Rcpp::unwindProtect([&] { return R_new_altrep(path_class, pointer, text); }));
  owner->pool->add_owner(lease);
  R_SetExternalPtrAddr(pointer, owner.release());
  return made;
}

bool holds_lease(SEXP x, LeaseId lease) {
  if (!is_path_string(x)) return false;
  Owner* owner = owner_of(x);
  return owner != nullptr && owner->lease == lease && owner->pool == &FilePool::instance();
}

}  // namespace ch5mpy
