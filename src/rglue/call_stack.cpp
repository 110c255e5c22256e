#include "rglue/call_stack.h"

#include <Rversion.h>

#include <algorithm>
#include <vector>

#include "rglue/package.h"

namespace ch5mpy {

namespace {

// Of this package, one of R's own, or another.
enum class Owner { ours, base, other };

SEXP enclosure(SEXP environment) {
#if R_VERSION >= R_Version(4, 5, 0)
  return R_ParentEnv(environment);
#else
  return ENCLOS(environment);
#endif
}

// By where the function of a frame was made.
Owner maker(SEXP frame) {
  static SEXP methods = static_cast<SEXP>(Rcpp::Environment::namespace_env("methods"));
  SEXP at = enclosure(frame);
  while (at != R_GlobalEnv && at != R_BaseEnv && at != R_EmptyEnv && !R_IsNamespaceEnv(at)) {
    at = enclosure(at);
  }
  if (at == package_namespace()) return Owner::ours;
  bool own = at == R_BaseNamespace || at == R_BaseEnv || at == methods;
  return own ? Owner::base : Owner::other;
}

bool has(SEXP frame, const char* variable) {
  return R_existsVarInFrame(frame, Rf_install(variable)) != FALSE;
}

class Stack {
 public:
  Stack(SEXP frames, SEXP parents) : parents_(parents) {
    for (SEXP one = frames; one != R_NilValue; one = CDR(one)) frames_.push_back(CAR(one));
  }

  int depth() const { return static_cast<int>(frames_.size()); }
  Owner owner(int frame) const { return evaluates(frame) ? Owner::other : maker(at(frame)); }
  // R gives a frame as its own caller where its caller is no function's frame.
  int caller(int frame) const {
    int parent = INTEGER(parents_)[frame - 1];
    return parent < frame ? parent : 0;
  }

 private:
  SEXP at(int frame) const { return frames_[static_cast<std::size_t>(frame - 1)]; }

  // eval() runs its expression in a frame of no function: the environment it was given.
  bool evaluates(int frame) const {
    if (frame < 2 || caller(frame) != frame - 1) return false;
    SEXP before = at(frame - 1);
    return has(before, "expr") && has(before, "envir") && has(before, "enclos") &&
           maker(before) == Owner::base;
  }

  std::vector<SEXP> frames_;
  SEXP parents_;
};

}  // namespace

int user_frame(SEXP frames, SEXP parents, int from) {
  Stack stack(frames, parents);
  int frame = std::min(from, stack.depth());
  while (frame > 0 && stack.owner(frame) != Owner::ours) --frame;
  while (frame > 0) {
    int caller = stack.caller(frame);
    while (caller > 0 && stack.owner(caller) == Owner::base) caller = stack.caller(caller);
    if (caller == 0 || stack.owner(caller) != Owner::ours) break;
    frame = caller;
  }
  return frame;
}

SEXP user_environment() {
  static SEXP ask = [] {
    SEXP call = Rf_lang1(package_function("call_stack"));
    R_PreserveObject(call);
    return call;
  }();
  Rcpp::Shield<SEXP> stack(Rcpp::unwindProtect([] { return Rf_eval(ask, R_GlobalEnv); }));
  SEXP frames = VECTOR_ELT(stack, 0);
  int frame = user_frame(frames, VECTOR_ELT(stack, 1), Rf_length(frames) - 1);
  return frame == 0 ? R_NilValue : CAR(Rf_nthcdr(frames, frame - 1));
}

}  // namespace ch5mpy
