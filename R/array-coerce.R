# Loading: the coercions of base R bring an array into memory. S3 methods stand where base calls an
# S3 generic from inside.

#' Loading arrays
#'
#' `as.array()`, `as.vector()`, `as.matrix()`, `as.double()`, ... load an [H5Array], wherever they are
#' called from, and give what base R gives of the array in memory: `as.array()` of a vector is a 1-d
#' array, `as.vector()` drops names. `h5_read(x)` keeps everything as it is. What is loaded does not count
#' against the option `max_memory`.
#'
#' `h5_cast()` is the lazy one: an array of another type, converted when values are asked for.
#'
#' @param x An [H5Array].
#' @param mode As in [as.vector()].
#' @param row.names,optional As in [as.data.frame()].
#' @param type One of R's types: `"double"`, `"integer"`, `"logical"`, `"character"`, `"complex"`, `"raw"`.
#' @param ... Ignored.
#' @return A vector or array of base R; of `h5_cast()` an `H5Array`.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' x[] <- 1:6
#' as.array(x)
#' as.integer(x)
#' h5_cast(x, "integer")
#' @name as.array.H5Array
NULL

#' @rdname as.array.H5Array
#' @export
as.array.H5Array <- function(x, ...) as.array(collect_node(x@node))

#' @rdname as.array.H5Array
#' @export
as.matrix.H5Array <- function(x, ...) as.matrix(collect_node(x@node))

#' @rdname as.array.H5Array
#' @export
as.vector.H5Array <- function(x, mode = "any") {
  value <- collect_elements(node_refresh(x@node))
  if (identical(mode, "list")) as.list(set_labels(value, x@node, node_labels(x@node))) else as.vector(value, mode)
}

#' @rdname as.array.H5Array
#' @export
as.list.H5Array <- function(x, ...) as.list(collect_node(x@node))

#' @rdname as.array.H5Array
#' @export
as.data.frame.H5Array <- function(x, row.names = NULL, optional = FALSE, ...) {
  as.data.frame(collect_node(x@node), row.names = row.names, optional = optional, ...)
}

#' @rdname as.array.H5Array
#' @export
setMethod("as.numeric", "H5Array", function(x, ...) as.double(load_elements(x)))

#' @rdname as.array.H5Array
#' @export
setMethod("as.integer", "H5Array", function(x, ...) as.integer(load_elements(x)))

#' @rdname as.array.H5Array
#' @export
setMethod("as.logical", "H5Array", function(x, ...) as.logical(load_elements(x)))

#' @rdname as.array.H5Array
#' @export
setMethod("as.character", "H5Array", function(x, ...) as.character(load_elements(x)))

#' @rdname as.array.H5Array
#' @export
setMethod("as.complex", "H5Array", function(x, ...) as.complex(load_elements(x)))

#' @rdname as.array.H5Array
#' @export
setMethod("as.raw", "H5Array", function(x) as.raw(load_elements(x)))

load_elements <- function(x) collect_elements(node_refresh(x@node))

#' @rdname as.array.H5Array
#' @export
h5_cast <- function(x, type) {
  if (!is(x, "H5Array")) stop_argument("x", x, "an H5Array")
  type <- check_r_type(type)
  node <- node_refresh(x@node)
  if (node$type == type) x else new_h5array(node_cast(node, type))
}
