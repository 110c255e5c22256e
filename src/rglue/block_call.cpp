#include "rglue/block_call.h"

#include <cstring>

#include "rglue/package.h"
#include "rglue/text.h"
#include "rglue/text_value.h"
#include "rglue/vector.h"

namespace ch5mpy {

namespace {

void fill_block_from(SEXP values, Block& out) {
  if (out.type() == ElementType::text) {
    read_strings(values, out.text());
    return;
  }
  Block given;
  borrow_vector(values, given);
  std::memcpy(out.data(), given.data(),
              static_cast<std::size_t>(out.size()) * element_size(out.type()));
}

}  // namespace

void BlockCall::call(const std::vector<const Block*>& args, Block& out) {
  Rcpp::List values(args.size());
  for (std::size_t i = 0; i < args.size(); ++i) {
    values[static_cast<R_xlen_t>(i)] = wrap_elements(*args[i]);
  }
  Rcpp::List given(package_function("call_on_block")(
      fun_, values, params_, element_type_name(out.type()), static_cast<double>(out.size())));
  Rcpp::CharacterVector warnings = given["warnings"];
  for (R_xlen_t i = 0; i < warnings.size(); ++i) log_.add(utf8(STRING_ELT(warnings, i)));
  fill_block_from(given["value"], out);
}

}  // namespace ch5mpy
