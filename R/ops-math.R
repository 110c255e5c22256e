# Mathematical functions of single elements.

elementwise_math <- c(
  "abs", "sign", "sqrt", "ceiling", "floor", "trunc", "exp", "expm1", "log", "log10", "log2", "log1p",
  "cos", "cosh", "cospi", "sin", "sinh", "sinpi", "tan", "tanh", "tanpi", "acos", "acosh", "asin", "asinh",
  "atan", "atanh", "gamma", "lgamma", "digamma", "trigamma"
)

#' @rdname H5Array-arithmetic
#' @export
setMethod("Math", "H5Array", function(x) {
  if (!.Generic %in% elementwise_math) stop_unsupported(.Generic)
  unary_call(.Generic, x)
})

#' @rdname H5Array-arithmetic
#' @export
setMethod("trunc", "H5Array", function(x, ...) unary_call("trunc", x))

#' @rdname H5Array-arithmetic
#' @export
setMethod("log", "H5Array", function(x, base = exp(1), ...) {
  if (missing(base)) return(unary_call("log", x))
  unary_call("log", x, list(base = check_number(base, "base")))
})

#' @rdname H5Array-arithmetic
#' @export
setMethod("round", "H5Array", function(x, digits = 0) {
  if (missing(digits)) return(unary_call("round", x))
  unary_call("round", x, list(digits = check_number(digits, "digits")))
})

#' @rdname H5Array-arithmetic
#' @export
setMethod("signif", "H5Array", function(x, digits = 6) {
  if (missing(digits)) return(unary_call("signif", x))
  unary_call("signif", x, list(digits = check_number(digits, "digits")))
})

check_number <- function(x, name) {
  if (!is.numeric(x) || length(x) != 1L) stop_argument(name, x, "a single number for an H5Array")
  as.double(x)
}

#' @rdname H5Array-arithmetic
#' @param z An `H5Array`.
#' @export
setMethod("Complex", "H5Array", function(z) {
  unary_call(.Generic, z)
})
