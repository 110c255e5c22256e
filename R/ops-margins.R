# Sums and means by rows and columns: done at once, streamed.

#' Sums and means by rows and columns
#'
#' Of an [H5Array] these are computed block by block and give plain values, as base R's functions of the
#' array in memory do. They may differ from base R's in the last bits, and give the same bits whatever the
#' options `max_memory` and `threads` and the chunks.
#'
#' @param x An `H5Array` of at least two dimensions.
#' @param na.rm Whether missing values are left out.
#' @param dims How many dimensions count as rows, as in [base::rowSums()].
#' @return A vector of doubles, an array if several dimensions are kept, with the names or dimnames of
#'   what is kept. A result larger than the option `max_memory` is refused (`ch5mpy_error_memory`).
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' x[] <- 1:6
#' rowSums(x)
#' colMeans(x * 2, na.rm = TRUE)
#' @name H5Array-margins
NULL

#' @rdname H5Array-margins
#' @export
setMethod("rowSums", "H5Array", function(x, na.rm = FALSE, dims = 1L) row_sums(x, na.rm, dims))

#' @rdname H5Array-margins
#' @export
setMethod("colSums", "H5Array", function(x, na.rm = FALSE, dims = 1L) column_sums(x, na.rm, dims))

#' @rdname H5Array-margins
#' @export
setMethod("rowMeans", "H5Array", function(x, na.rm = FALSE, dims = 1L) row_means(x, na.rm, dims))

#' @rdname H5Array-margins
#' @export
setMethod("colMeans", "H5Array", function(x, na.rm = FALSE, dims = 1L) column_means(x, na.rm, dims))

row_sums <- function(x, na.rm = FALSE, dims = 1L) reduce_margin(x, na.rm, dims, by_row = TRUE, mean = FALSE)
column_sums <- function(x, na.rm = FALSE, dims = 1L) reduce_margin(x, na.rm, dims, by_row = FALSE, mean = FALSE)
row_means <- function(x, na.rm = FALSE, dims = 1L) reduce_margin(x, na.rm, dims, by_row = TRUE, mean = TRUE)
column_means <- function(x, na.rm = FALSE, dims = 1L) reduce_margin(x, na.rm, dims, by_row = FALSE, mean = TRUE)

share_method("rowSums", "H5Array", "row_sums")
share_method("colSums", "H5Array", "column_sums")
share_method("rowMeans", "H5Array", "row_means")
share_method("colMeans", "H5Array", "column_means")

reduce_margin <- function(x, na_rm, dims, by_row, mean) {
  node <- node_refresh(x@node)
  rank <- length(node$dim)
  if (node$vector || rank < 2L) stop_ch5mpy("argument", "'x' must be an array of at least two dimensions")
  if (!isTRUE(dims >= 1 && dims <= rank - 1)) stop_ch5mpy("argument", "invalid 'dims'")
  na_rm <- as.logical(na_rm)
  if (length(na_rm) != 1L || is.na(na_rm)) stop_ch5mpy("argument", "invalid 'na.rm' argument")
  if (node$type == "complex") stop_unsupported("rowSums(<complex>)")
  if (!node$type %in% c("double", "integer", "logical")) stop_ch5mpy("type", "'x' must be numeric")
  dims <- as.integer(dims)
  result <- cpp_plan_margin(node, dims, by_row, mean, na_rm)
  raise_plan_warnings(node, result$warnings)
  label_margin(result$value, node, if (by_row) seq_len(dims) else seq_len(rank)[-seq_len(dims)])
}

# The names or dimnames of the axes that are kept.
label_margin <- function(value, node, kept) {
  labels <- node_labels(node)
  if (length(kept) == 1L) {
    names(value) <- labels[[kept]]
    return(value)
  }
  dim(value) <- node$dim[kept]
  dimnames(value) <- labels[kept]
  value
}
