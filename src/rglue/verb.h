// Finding out that a verb of the package begins.
//
// A verb is what the user called: the outermost function of the package that leads to a change. Its
// on.exit() tells the pool when it ends (end_watched_verb() in R/ref-transaction.R).
//
// Contract: R's thread, inside guarded(). Costs nothing while a verb is under way.
#pragma once

namespace ch5mpy {

void begin_verb();

}  // namespace ch5mpy
