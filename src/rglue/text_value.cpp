#include "rglue/text_value.h"

#include "core/error.h"

namespace ch5mpy {

std::string utf8(SEXP charsxp) {
  cetype_t encoding = Rf_getCharCE(charsxp);
  if (encoding == CE_UTF8 || encoding == CE_BYTES) {
    return std::string(CHAR(charsxp), static_cast<std::size_t>(LENGTH(charsxp)));
  }
  const char* text = nullptr;
  Rcpp::unwindProtect([&] {
    text = Rf_translateCharUTF8(charsxp);
    return R_NilValue;
  });
  return text;
}

SEXP wrap_text(const std::string& text) {
  return Rcpp::unwindProtect([&] {
    return Rf_ScalarString(
        Rf_mkCharLenCE(text.data(), static_cast<int>(text.size()), CE_UTF8));
  });
}

std::string read_text(SEXP x, const char* what) {
  if (TYPEOF(x) != STRSXP || XLENGTH(x) != 1 || STRING_ELT(x, 0) == NA_STRING) {
    throw Error(ErrorKind::argument, std::string("'") + what + "' must be one string.");
  }
  return utf8(STRING_ELT(x, 0));
}

}  // namespace ch5mpy
