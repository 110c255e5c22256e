// R's own mathematics library, for the engine.
//
// Contract: the functions of the table are called on R's thread; what R raises inside them (a
// warning turned into an error) unwinds as Rcpp's exception.
#pragma once

#include "engine/kernel.h"

namespace ch5mpy {

const engine::MathTable& r_math_table();

}  // namespace ch5mpy
