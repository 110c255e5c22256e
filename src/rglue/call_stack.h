// Whose functions R's stack is made of, and which of its calls is the user's.
//
// Contract: R's thread, inside guarded(). Frames are numbered from 1, the outermost; 0 is none. On the
// way of every change: R's own sys.function() would copy each function with all its attributes.
#pragma once

#include <Rcpp.h>

namespace ch5mpy {

// `frames` and `parents` as sys.frames() and sys.parents() give them. From the innermost frame of ours
// at or below `from` to its caller as long as that is ours, passing over R's own functions through
// which we are called back.
int user_frame(SEXP frames, SEXP parents, int from);

// The frame of the user's call of this package that leads here; R_NilValue without one.
SEXP user_environment();

}  // namespace ch5mpy
