# Transposing and reversing: views that write through.

#' Transposing and reversing arrays
#'
#' `t()`, `aperm()` and `rev()` of an [H5Array] are views: nothing is read, and assigning to them writes
#' the file. `head()` and `tail()` are views too.
#'
#' @param x,a An `H5Array`.
#' @param perm The new order of the dimensions; `NULL` reverses it.
#' @param ... Ignored.
#' @return An `H5Array`.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' y <- t(x)
#' y[1, 2] <- 5
#' x[2, 1]
#' @name H5Array-shape
NULL

#' @rdname H5Array-shape
#' @export
t.H5Array <- function(x) {
  node <- node_refresh(x@node)
  rank <- length(node$dim)
  if (rank > 2L) stop_ch5mpy("argument", "argument is not a matrix")
  new_h5array(if (rank == 1L) row_of_vector(node) else permuted_node(node, c(2L, 1L)))
}

# A vector as the only row of a matrix.
row_of_vector <- function(node) {
  if (can_merge(node, list(NULL))) {
    node$keep <- c(NA, node$keep)
    node$dim <- c(1, node$dim)
    node$vector <- FALSE
    return(node)
  }
  node_view(node, list(NULL), NULL, c(NA, 1L), c(1, node$dim), FALSE)
}

permuted_node <- function(node, perm) {
  if (!can_merge(node, vector("list", length(node$dim))) || anyNA(node$keep)) {
    return(node_view(node, vector("list", length(perm)), perm, seq_along(perm), node$dim[perm], FALSE))
  }
  source <- if (is.null(node$perm)) seq_along(node$index) else node$perm
  shown <- source[node$keep]
  node$perm <- c(shown[perm], setdiff(source, shown))
  node$keep <- seq_along(perm)
  node$dim <- node$dim[perm]
  node
}

#' @rdname H5Array-shape
#' @export
aperm.H5Array <- function(a, perm = NULL, ...) {
  node <- node_refresh(a@node)
  if (node$vector) stop_ch5mpy("argument", "invalid first argument, must be an array")
  rank <- length(node$dim)
  new_h5array(permuted_node(node, if (is.null(perm)) rev(seq_len(rank)) else check_perm(perm, rank, node)))
}

check_perm <- function(perm, rank, node) {
  if (length(perm) != rank) {
    stop_ch5mpy("argument", sprintf("'perm' is of wrong length %d (!= %d)", length(perm), rank))
  }
  if (is.character(perm)) perm <- match_axes(perm, names(node_labels(node)))
  if (!is.numeric(perm) || anyNA(perm)) stop_ch5mpy("argument", "invalid 'perm' argument")
  perm <- as.integer(perm)
  if (any(perm < 1L | perm > rank)) stop_ch5mpy("argument", "value out of range in 'perm'")
  if (anyDuplicated(perm)) stop_ch5mpy("argument", "invalid 'perm' argument")
  perm
}

match_axes <- function(perm, names) {
  if (is.null(names)) stop_ch5mpy("argument", "'a' does not have named dimnames")
  axes <- match(perm, names)
  if (anyNA(axes)) {
    stop_ch5mpy("argument", sprintf("'perm[%d]' does not match a dimension name", which(is.na(axes))[1L]))
  }
  axes
}

#' @rdname H5Array-shape
#' @export
rev.H5Array <- function(x) {
  node <- node_refresh(x@node)
  n <- node_length(node)
  if (n == 0) return(x)
  # base drops the only dimension with the last element
  if (n == 1 && length(node$dim) == 1L && !node$vector) return(x[1L])
  node <- if (length(node$dim) > 1L) node_reshape(node, n, TRUE) else node
  new_h5array(select_axes(node, list(list(from = n, by = -1, n = n)), FALSE))
}

#' @rdname H5Array-shape
#' @importFrom utils tail tail.matrix
#' @export
tail.H5Array <- function(x, ...) {
  # the method that base R has for arrays, which numbers the rows
  if (is.null(dim(x))) NextMethod() else tail.matrix(x, ...)
}
