#include "rglue/random_draw.h"

#include <cstring>
#include <string>

#include "core/error.h"
#include "rglue/alloc.h"

namespace ch5mpy {

namespace {

// What R's recycling would use of an argument from element `first` on.
SEXP from_element(SEXP arg, std::int64_t first) {
  R_xlen_t length = Rf_xlength(arg);
  R_xlen_t shift = length > 1 ? static_cast<R_xlen_t>(first % length) : 0;
  if (!Rf_isVectorAtomic(arg) || shift == 0) return arg;
  Rcpp::Environment base = Rcpp::Environment::base_env();
  Rcpp::Function subset = base["["];
  Rcpp::NumericVector index(length);
  for (R_xlen_t i = 0; i < length; ++i) {
    index[i] = static_cast<double>((shift + i) % length + 1);
  }
  return subset(arg, index);
}

}  // namespace

void FunctionDraw::draw(std::int64_t first, Block& out) {
  Rcpp::List args(args_.size() + 1);
  Rcpp::CharacterVector names(args_.size() + 1);
  args[0] = Rcpp::wrap(static_cast<double>(out.size()));
  Rcpp::RObject given = args_.names();
  for (R_xlen_t i = 0; i < args_.size(); ++i) {
    args[i + 1] = from_element(args_[i], first);
    if (!given.isNULL()) names[i + 1] = Rcpp::CharacterVector(given)[i];
  }
  if (!given.isNULL()) args.names() = names;
  Rcpp::Environment base = Rcpp::Environment::base_env();
  Rcpp::Function do_call = base["do.call"];
  Rcpp::Shield<SEXP> drawn(do_call(fun_, args));
  bool fits = Rf_isVectorAtomic(drawn) && Rf_xlength(drawn) == static_cast<R_xlen_t>(out.size());
  if (!fits || out.type() == ElementType::text || TYPEOF(drawn) == STRSXP) {
    throw Error(ErrorKind::type, "The function that draws elements gave " +
                                     std::string(Rf_type2char(TYPEOF(drawn))) + " of length " +
                                     std::to_string(Rf_xlength(drawn)) + " when asked for " +
                                     std::to_string(out.size()) + " numbers.");
  }
  SEXPTYPE type = TYPEOF(Rcpp::Shield<SEXP>(allocate_vector(out.type(), 0)));
  Rcpp::Shield<SEXP> values(Rcpp::unwindProtect([&] { return Rf_coerceVector(drawn, type); }));
  std::memcpy(out.data(), DATAPTR_RO(values),
              static_cast<std::size_t>(out.size()) * element_size(out.type()));
}

}  // namespace ch5mpy
