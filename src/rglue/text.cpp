#include "rglue/text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/error.h"
#include "hdf5/key_spelling.h"

namespace ch5mpy {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The bytes of a string in UTF-8, good until the next garbage collection.
std::string_view utf8_bytes(SEXP string) {
  std::string_view bytes(CHAR(string), static_cast<std::size_t>(LENGTH(string)));
  if (is_ascii(bytes)) return bytes;
  if (Rf_getCharCE(string) == CE_BYTES) {
    throw Error(ErrorKind::type,
                "A string marked as bytes has no encoding to be stored in; give it one by "
                "Encoding() or iconv(), or store it as raw().");
  }
  if (Rf_getCharCE(string) != CE_UTF8) {
    const char* translated = nullptr;
    Rcpp::unwindProtect([&]() -> SEXP {
      translated = Rf_translateCharUTF8(string);
      return R_NilValue;
    });
    bytes = translated;
  }
  if (!is_valid_utf8(bytes)) {
    throw Error(ErrorKind::type, "The string '" + printable(std::string(bytes)) +
                                     "' is not valid in its encoding; see iconv().");
  }
  return bytes;
}

}  // namespace

void read_strings(SEXP x, TextColumn& text) {
  R_xlen_t size = Rf_xlength(x);
  text.reset(static_cast<std::int64_t>(size));
  const SEXP* strings = nullptr;
  // A deferred vector (as.character(1:10)) makes its strings here.
  Rcpp::unwindProtect([&]() -> SEXP {
    strings = static_cast<const SEXP*>(DATAPTR_RO(x));
    return R_NilValue;
  });
  const void* watermark = vmaxget();
  for (R_xlen_t i = 0; i < size; ++i) {
    if (strings[i] != NA_STRING) text.set(static_cast<std::int64_t>(i), utf8_bytes(strings[i]));
    vmaxset(watermark);
  }
}

void fill_strings(const TextColumn& text, SEXP out, std::int64_t first) {
  std::int64_t size = text.size();
  std::vector<cetype_t> encodings(static_cast<std::size_t>(size), CE_UTF8);
  for (std::int64_t i = 0; i < size; ++i) {
    if (text.get(i).size() > static_cast<std::size_t>(INT_MAX)) {
      throw Error(ErrorKind::unsupported, "A string of 2 GB or more does not fit into R.");
    }
    if (!is_valid_utf8(text.get(i))) encodings[static_cast<std::size_t>(i)] = CE_BYTES;
  }
  Rcpp::unwindProtect([&]() -> SEXP {
    for (std::int64_t i = 0; i < size; ++i) {
      std::string_view value = text.get(i);
      SEXP string = text.is_na(i) ? NA_STRING
                                  : Rf_mkCharLenCE(value.data() == nullptr ? "" : value.data(),
                                                   static_cast<int>(value.size()),
                                                   encodings[static_cast<std::size_t>(i)]);
      SET_STRING_ELT(out, static_cast<R_xlen_t>(first + i), string);
    }
    return R_NilValue;
  });
}

}  // namespace ch5mpy
