// Finding out that a verb of the package begins.
//
// A verb is what the user called: the outermost function of the package that leads to a change. R code
// (R/ref-transaction.R) finds its frame and sees to it that the pool is told when it ends.
//
// Contract: R's thread, inside guarded(). Costs nothing while a verb is under way.
#pragma once

namespace ch5mpy {

void begin_verb();

}  // namespace ch5mpy
