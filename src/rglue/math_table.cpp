#include "rglue/math_table.h"

#include <Rcpp.h>

namespace ch5mpy {

namespace {

template <double (*F)(double)>
void unary(const double* in, double* out, std::int64_t count) {
  Rcpp::unwindProtect([&] {
    for (std::int64_t i = 0; i < count; ++i) out[i] = F(in[i]);
    return R_NilValue;
  });
}

template <double (*F)(double, double)>
void binary(const double* x, const double* y, double* out, std::int64_t count) {
  Rcpp::unwindProtect([&] {
    for (std::int64_t i = 0; i < count; ++i) out[i] = F(x[i], y[i]);
    return R_NilValue;
  });
}

engine::MathTable make_table() {
  engine::MathTable table;
  table.gamma = unary<Rf_gammafn>;
  table.lgamma = unary<Rf_lgammafn>;
  table.digamma = unary<Rf_digamma>;
  table.trigamma = unary<Rf_trigamma>;
  table.cospi = unary<cospi>;
  table.sinpi = unary<sinpi>;
  table.tanpi = unary<tanpi>;
  table.round = binary<Rf_fround>;
  table.signif = binary<Rf_fprec>;
  return table;
}

}  // namespace

const engine::MathTable& r_math_table() {
  static const engine::MathTable table = make_table();
  return table;
}

}  // namespace ch5mpy
