// Single strings between R and C++, always UTF-8 in C++.
//
// Contract: R's thread only. Strings marked as bytes keep their bytes.
#pragma once

#include <Rcpp.h>

#include <string>

namespace ch5mpy {

// Of a CHARSXP.
std::string utf8(SEXP charsxp);

// Length-one character vector.
SEXP wrap_text(const std::string& text);

// The string `x` of length one, not NA; `what` names it in the error of kind argument.
std::string read_text(SEXP x, const char* what);

}  // namespace ch5mpy
