# Questions about an array as a whole that base asks of vectors.

#' What kind of thing an array is
#'
#' [is.numeric()], [is.array()] and [is.matrix()] answer for an [H5Array] as for the array in memory.
#' `is.double()`, `is.integer()`, `is.logical()`, `is.character()`, `is.complex()`, `is.atomic()`,
#' `is.vector()`, `isTRUE()` and `isFALSE()` have no methods in R: they are `FALSE` for an `H5Array`, whatever
#' is in it. A selection of one element is a plain value, so `isTRUE(x[1])` works; the printed `dtype` names
#' the type.
#'
#' @param x An `H5Array`.
#' @return `TRUE` or `FALSE`; nothing is read.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' is.matrix(x)
#' is.numeric(x > 1)
#' @name H5Array-predicates
NULL

#' @rdname H5Array-predicates
#' @export
setMethod("is.numeric", "H5Array", function(x) x@node$type %in% c("integer", "double"))

#' @rdname H5Array-predicates
#' @export
setMethod("is.array", "H5Array", function(x) !node_refresh(x@node)$vector)

#' @rdname H5Array-predicates
#' @export
setMethod("is.matrix", "H5Array", function(x) {
  node <- node_refresh(x@node)
  !node$vector && length(node$dim) == 2L
})
