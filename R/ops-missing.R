# Which elements are missing or finite.

#' @rdname H5Array-arithmetic
#' @export
setMethod("is.na", "H5Array", function(x) unary_call("is.na", x))

#' @rdname H5Array-arithmetic
#' @export
setMethod("is.nan", "H5Array", function(x) unary_call("is.nan", x))

#' @rdname H5Array-arithmetic
#' @export
setMethod("is.finite", "H5Array", function(x) unary_call("is.finite", x))

#' @rdname H5Array-arithmetic
#' @export
setMethod("is.infinite", "H5Array", function(x) unary_call("is.infinite", x))

#' @rdname H5Array-arithmetic
#' @param recursive Ignored.
#' @export
setMethod("anyNA", "H5Array", function(x, recursive = FALSE) any(is.na(x)))
