# Positions: of what is TRUE, of the smallest and the largest.

#' Positions of elements of arrays
#'
#' `which()`, `which.min()` and `which.max()` of an [H5Array] are computed block by block and give what base
#' R's functions give of the array in memory. To select or assign by a condition no positions are needed:
#' `x[x > 3]`, `x[x > 3] <- 0`.
#'
#' @param x An `H5Array`; of `which()` a logical one.
#' @param arr.ind,useNames As in [base::which()].
#' @return Positions, named where the array is a vector with names; of `which(arr.ind = TRUE)` on an array
#'   a matrix. Positions that take more than the option `max_memory` are refused (`ch5mpy_error_memory`).
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' x[] <- c(3, 9, 4, 1, 5, 9)
#' which(x > 4)
#' which(x > 4, arr.ind = TRUE)
#' which.max(x)
#' @name H5Array-which
NULL

#' @rdname H5Array-which
#' @export
setMethod("which", "H5Array", function(x, arr.ind = FALSE, useNames = TRUE) true_positions(x, arr.ind, useNames))

#' @rdname H5Array-which
#' @export
setMethod("which.min", "H5Array", function(x) smallest_position(x))

#' @rdname H5Array-which
#' @export
setMethod("which.max", "H5Array", function(x) largest_position(x))

smallest_position <- function(x) extreme_position(x, FALSE)
largest_position <- function(x) extreme_position(x, TRUE)

share_method("which", "H5Array", "true_positions")
share_method("which.min", "H5Array", "smallest_position")
share_method("which.max", "H5Array", "largest_position")

true_positions <- function(x, arr.ind = FALSE, useNames = TRUE) {
  node <- node_refresh(x@node)
  if (node$type != "logical") stop_ch5mpy("type", "argument to 'which' is not logical")
  result <- cpp_plan_which(node)
  raise_plan_warnings(node, result$warnings)
  positions <- named_positions(result$value, node)
  if (arr.ind && !node$vector) arrayInd(positions, r_dim(node), node_labels(node), useNames = useNames) else positions
}

extreme_position <- function(x, largest) {
  node <- node_refresh(x@node)
  if (!node$type %in% c("double", "integer", "logical")) {
    stop_unsupported(paste0(if (largest) "which.max(<" else "which.min(<", node$type, ">)"))
  }
  result <- cpp_plan_extreme(node, largest)
  raise_plan_warnings(node, result$warnings)
  if (is.na(result$value)) integer() else named_positions(result$value, node)
}

# As integers where all positions of the array are ones, with the names of a vector.
named_positions <- function(positions, node) {
  if (node_length(node) <= .Machine$integer.max) positions <- as.integer(positions)
  if (length(node$dim) == 1L) names(positions) <- node_labels(node)[[1L]][positions]
  positions
}
