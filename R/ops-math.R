# Mathematical functions: of single elements, of two operands, and running ones.

scan_functions <- c("cumsum", "cumprod", "cummax", "cummin")

#' @rdname H5Array-arithmetic
#' @export
setMethod("Math", "H5Array", function(x) {
  if (.Generic %in% scan_functions) scan_call(.Generic, x) else unary_call(.Generic, x)
})

# cumsum() and its kin give a vector, with the names of a vector or a 1-d array.
scan_call <- function(fun, x) {
  node <- node_refresh(x@node)
  # base looks at the type of elements only
  if (node_length(node) == 0 && node$type == "complex") return(new_h5array(node_value(complex())))
  new_h5array(node_scan(fun, node, call_type(fun, node$type)))
}

#' @rdname H5Array-arithmetic
#' @export
setMethod("trunc", "H5Array", function(x, ...) unary_call("trunc", x))

#' @rdname H5Array-arithmetic
#' @export
setMethod("log", "H5Array", function(x, base = exp(1), ...) {
  if (missing(base)) unary_call("log", x) else recycled_call("log", list(x, base))
})

#' @rdname H5Array-arithmetic
#' @export
setMethod("round", "H5Array", function(x, digits = 0) rounding_call("round", x, digits))

#' @rdname H5Array-arithmetic
#' @export
setMethod("signif", "H5Array", function(x, digits = 6) rounding_call("signif", x, digits))

# Whole numbers stay integers where all digits are not negative: base looks at the digits themselves.
rounding_call <- function(fun, x, digits) {
  if (length(digits) == 0L) stop_ch5mpy("argument", "invalid second argument of length 0")
  node <- node_refresh(x@node)
  if (is(digits, "H5Array") && node$type %in% c("integer", "logical")) {
    stop_unsupported(paste0(fun, "(digits = )"))
  }
  given <- if (is(digits, "H5Array")) type_samples[[digits@node$type]] else digits
  recycled_call(fun, list(x, digits), typeof(call_samples(fun, node$type, list(digits = given))))
}

#' @rdname H5Array-arithmetic
#' @param y As in [atan2()].
#' @export
setGeneric("atan2")

#' @rdname H5Array-arithmetic
#' @export
setMethod("atan2", signature("H5Array", "ANY"), function(y, x) recycled_call("atan2", list(y, x)))

#' @rdname H5Array-arithmetic
#' @export
setMethod("atan2", signature("H5Array", "H5Array"), function(y, x) recycled_call("atan2", list(y, x)))

#' @rdname H5Array-arithmetic
#' @export
setMethod("atan2", signature("ANY", "H5Array"), function(y, x) recycled_call("atan2", list(y, x)))

#' @rdname H5Array-arithmetic
#' @param z An `H5Array`.
#' @export
setMethod("Complex", "H5Array", function(z) unary_call(.Generic, z))

# Functions of several numbers, of which the shorter ones are recycled without a word: base's rule for
# those of its mathematics library. The result is like the first operand of its length.
# `bare_empty`: an empty one has no attributes.
recycled_call <- function(fun, operands, type = NULL, params = list(), bare_empty = FALSE) {
  nodes <- lapply(operands, lending_node)
  if (is.null(type)) type <- call_type(fun, vapply(nodes, function(node) node$type, ""), if (length(params) > 0L) params)
  lengths <- vapply(nodes, node_length, 0)
  if (any(lengths == 0)) {
    bare <- bare_empty || lengths[1L] > 0 || type == "complex"
    return(new_h5array(if (bare) node_value(vector(type, 0L)) else node_cast(nodes[[1L]], type)))
  }
  owner <- which.max(lengths)
  shape <- nodes[[owner]][c("dim", "vector")]
  nodes <- lapply(nodes, shaped_operand, shape)
  new_h5array(node_call(fun, nodes, type, shape$dim, shape$vector, params, labelled = owner))
}
