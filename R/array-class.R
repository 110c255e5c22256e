# H5Array: a dataset, a view of one, or an expression over some; all it holds is the node of a plan.

#' @exportClass H5Array
setClass("H5Array", representation(node = "list"))

h5array_prototype <- new("H5Array")

# Without initialize() and validity: this is on the way of every `d$x` and `x + 1`.
new_h5array <- function(node) {
  array <- h5array_prototype
  attr(array, "node") <- node
  array
}

# The handle of the dataset that a stored array or a view belongs to; NULL for a computed one.
array_handle <- function(x) node_root(x@node)$handle

# A whole stored dataset, as it is.
array_is_whole <- function(x) x@node$op == "dataset"

# A dataset or a view of one: what can be assigned to.
array_is_stored <- function(x) node_is_stored(x@node)

# The node of an array for writing elsewhere: fresh, its sources unchanged.
writable_plan <- function(x) node_refresh(x@node)

# An operand or a value to assign as a fresh node.
operand_node <- function(e) {
  if (is.null(e)) return(node_value(integer()))
  if (!is.atomic(e)) {
    if (is(e, "H5Array")) return(node_refresh(e@node))
    if (is.list(e)) stop_ch5mpy("type", "A list does not combine with an H5Array: its elements are not of one type.")
    stop_ch5mpy("type", paste0("An H5Array does not combine with ", value_text(e), "."))
  }
  if (is.object(e)) {
    stop_ch5mpy("unsupported", paste0(
      "An H5Array does not combine with an object of class ", quote_text(class(e)[1L]),
      "; use as.vector() on it, or load the array with as.array()."
    ))
  }
  node_value(e)
}

setMethod("as_handle", "H5Array", function(x, mode = "r", ...) {
  handle <- array_handle(x)
  if (is.null(handle)) stop_computed("is not in a file")
  as_handle(handle, mode)
})

setMethod("handles_of", "H5Array", function(x) {
  unique(node_handles(x@node))
})

stop_computed <- function(what, call = user_call()) {
  force(call)
  stop_ch5mpy("mode", paste0(
    "A computed array ", what, ": store it first, as in `d$y <- x * 2` or with h5_write(), or load it with as.array()."
  ), call = call)
}

#' Datasets as arrays
#'
#' `H5Array()` opens a dataset that behaves like an R vector, matrix or array, and reads nothing yet.
#' A one-dimensional dataset is a vector (`dim()` is `NULL`), others have `dim()`. What is computed from
#' it (`x * 2 + 1`, `t(x)`, `x[i, j]`) is an `H5Array` too; work is done, block by block under the option
#' `max_memory`, when values are asked for: `as.array()`, `as.vector()`, a reduction such as `sum()`, a
#' print (of what it shows), an assignment, `d$y <- x + 1`.
#'
#' An array is a reference: `y <- x` is the same one, `y[1] <- 0` writes the file, and so does an
#' assignment to a view: `x[2:5, ]`, `t(x)`, `aperm(x)`, `rev(x)`, a reshape by `dim<-`. `names<-`,
#' `dimnames<-` and `length<-` on a stored array write the file too. A computed array is read-only.
#' Subscripts are base R's; a selection of one element is the plain value. Out of bounds, an absent name
#' and a logical subscript that is too long are errors (`ch5mpy_error_subscript`), also where base R
#' would answer `NA`.
#'
#' Differences from base R: `max(0, x)` works, `max(0, 1, x)` is R's error, since R looks for methods of
#' the first arguments only. Functions that would load an array in passing refuse with an error that
#' names `as.array()`.
#'
#' `x[mask] <- value` computes the mask as it writes and holds no positions. `x[mask]`, a view, holds the
#' positions it selects, of which each counts 16 bytes against the option `max_memory`; more are refused
#' (`ch5mpy_error_memory`).
#'
#' @param x A path, or a handle of a file, group or dataset.
#' @param name The dataset's name below `x`; `NULL` when `x` is the dataset.
#' @param mode How to open: `"r"`, `"r+"` or `"a"`. Given a handle, a mode left out is that handle's.
#' @param ... Of `H5Array()`: more arguments of [H5File()].
#' @return An `H5Array`. Nothing but the dataset's description is read.
#' @aliases H5Array-class
#' @examples
#' path <- tempfile(fileext = ".h5")
#' x <- h5_create(path, "x", c(2, 3))
#' x[] <- 1:6
#' sum(x * 2 + 1)
#' x[1, ]
#' @export
H5Array <- function(x, name = NULL, mode = "r", ...) {
  if (is(x, "H5Array") && is.null(name) && missing(mode)) return(x)
  base <- face_handle(x, if (!missing(mode)) mode, ...)
  if (is.null(name)) {
    found <- cpp_node_find(base, "", FALSE)
    if (found$kind != "dataset") check_array_like(base, found)
    handle <- new_handle("H5DatasetHandle", base, found$name, found$object)
    return(new_h5array(dataset_node(handle, found)))
  }
  handle <- node_handle(base, check_path(name))
  if (is.null(handle)) stop_absent(base, name)
  new_h5array(dataset_node(handle))
}

# The dims of an array as R gives them: integers where they fit.
r_dim <- function(node) {
  if (node$vector) return(NULL)
  whole_count(node$dim)
}

whole_count <- function(n) if (all(n <= .Machine$integer.max)) as.integer(n) else n

#' @rdname H5Array
#' @export
setMethod("dim", "H5Array", function(x) r_dim(node_refresh(x@node)))

#' @rdname H5Array
#' @export
setMethod("length", "H5Array", function(x) whole_count(node_length(node_refresh(x@node))))

#' @rdname H5Array
#' @export
setMethod("dimnames", "H5Array", function(x) {
  node <- node_refresh(x@node)
  if (!node$vector) node_labels(node)
})

#' @rdname H5Array
#' @export
setMethod("names", "H5Array", function(x) {
  node <- node_refresh(x@node)
  if (node$vector || length(node$dim) == 1L) node_labels(node)[[1L]]
})

#' @rdname H5Array
#' @param value New dims, names or dimnames, a length, or elements.
#' @export
setMethod("dim<-", "H5Array", function(x, value) {
  node <- node_refresh(x@node)
  n <- node_length(node)
  if (is.null(value)) return(new_h5array(node_reshape(node, n, TRUE)))
  dim <- check_dim(value)
  if (prod(dim) != n) {
    stop_ch5mpy("argument", paste0(
      "dims [product ", format(prod(dim), scientific = FALSE), "] do not match the length of object [",
      format(n, scientific = FALSE), "]; h5_resize() changes the size of a stored array."
    ))
  }
  new_h5array(node_reshape(node, dim, FALSE))
})

check_dim <- function(dim, name = "dim") {
  if (!is.numeric(dim) || length(dim) == 0L || anyNA(dim) || any(dim < 0) || any(dim != trunc(dim))) {
    stop_argument(name, dim, "whole numbers of at least 0")
  }
  as.double(dim)
}

#' @rdname H5Array
#' @export
setMethod("dimnames<-", "H5Array", function(x, value) {
  node <- node_refresh(x@node)
  if (node$vector && !is.null(value)) stop_ch5mpy("argument", "'dimnames' applied to non-array")
  put_labels(x, node, check_labels(value, node$dim))
})

#' @rdname H5Array
#' @export
setMethod("names<-", "H5Array", function(x, value) {
  node <- node_refresh(x@node)
  if (!node$vector && length(node$dim) > 1L) {
    stop_ch5mpy("argument", "An array of several dimensions has dimnames, not names.")
  }
  put_labels(x, node, check_names(value, node_length(node)))
})

check_names <- function(names, n) {
  if (is.null(names)) return(NULL)
  names <- as.character(names)
  if (length(names) > n) {
    stop_ch5mpy("argument", sprintf(
      "'names' attribute [%.0f] must be the same length as the vector [%.0f]", length(names), n
    ))
  }
  list(c(names, rep(NA_character_, n - length(names))))
}

# On a whole stored array the file is written; a view or a computed array carries the labels itself.
put_labels <- function(x, node, labels) {
  force(labels)
  if (node$op == "dataset") {
    put_dimnames(as_handle(node$handle, "r+"), labels)
    return(x)
  }
  if (node$op == "view") node <- node_view(
    node, vector("list", length(node$dim)), NULL, seq_along(node$dim), node$dim, node$vector
  )
  node$labels <- if (is.null(labels)) FALSE else labels
  new_h5array(node)
}
