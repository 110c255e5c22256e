# Variances and standard deviations.

#' Variances and standard deviations of arrays
#'
#' Of all elements of an [H5Array] that is a vector, or of an array that is no matrix; `sd()` of a matrix
#' as well. They are computed block by block, in two passes over the data, may differ from base R's in the
#' last bits, and give the same bits whatever the options `max_memory` and `threads` and the chunks.
#' Covariance matrices, and covariances with a `y`, are refused (`ch5mpy_error_unsupported`).
#'
#' @param x An `H5Array`.
#' @param y Only `NULL`.
#' @param na.rm Whether missing values are left out.
#' @param use What to do about missing values, as in [stats::var()].
#' @return A number.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", 10)
#' x[] <- 1:10
#' var(x)
#' sd(x * 2)
#' @name H5Array-stats
NULL

#' @rdname H5Array-stats
#' @importFrom stats var
#' @export
setMethod("var", "H5Array", function(x, y = NULL, na.rm = FALSE, use) variance(x, y, na.rm, use))

#' @rdname H5Array-stats
#' @importFrom stats sd
#' @export
setMethod("sd", "H5Array", function(x, na.rm = FALSE) deviation(x, na.rm))

share_method("var", "H5Array", "variance")
share_method("sd", "H5Array", "deviation")

variance <- function(x, y = NULL, na.rm = FALSE, use) {
  if (missing(use)) use <- if (na.rm) "na.or.complete" else "everything"
  rule <- pmatch(use, missing_rules)
  if (is.na(rule)) stop_ch5mpy("argument", "invalid 'use' argument")
  if (!is.null(y)) stop_unsupported("var(x, y)")
  node <- node_refresh(x@node)
  if (!node$vector && length(node$dim) == 2L) stop_unsupported("var(<matrix>)")
  variance_of_elements(node, missing_rules[rule])
}

deviation <- function(x, na.rm = FALSE) {
  sqrt(variance_of_elements(node_refresh(x@node), if (na.rm) "na.or.complete" else "everything"))
}

missing_rules <- c("all.obs", "complete.obs", "pairwise.complete.obs", "everything", "na.or.complete")

# The mean first, then the squares of the distances from it.
variance_of_elements <- function(node, use) {
  if (!node$type %in% c("double", "integer", "logical")) stop_unsupported(paste0("var(<", node$type, ">)"))
  na_rm <- !use %in% c("all.obs", "everything")
  again <- remember_draws(node)
  tally <- cpp_plan_reduce(node, "tally", na_rm)
  raise_plan_warnings(node, tally$warnings)
  present <- tally$value[1L]
  if (tally$value[2L] > 0 && use == "all.obs") stop_ch5mpy("argument", "missing observations in cov/cor")
  if (present == 0 && use == "complete.obs") stop_ch5mpy("argument", "no complete element pairs")
  if (node_length(node) == 0 && use %in% c("all.obs", "pairwise.complete.obs")) stop_ch5mpy("argument", "'x' is empty")
  if (present < 2 || (tally$value[2L] > 0 && use == "everything")) return(NA_real_)
  if (!is.finite(tally$value[3L])) return(NaN)
  again()
  distance <- node_call("-", list(node, node_value(tally$value[3L])), "double", node$dim, node$vector)
  square <- node_call("*", list(distance, distance), "double", node$dim, node$vector)
  cpp_plan_reduce(square, "sum", na_rm)$value / (present - 1)
}

# A function that makes random numbers in `node` come the same again.
remember_draws <- function(node) {
  if (!draws_numbers(node)) return(function() NULL)
  global <- globalenv()
  if (is.null(global[[".Random.seed"]])) set.seed(NULL)
  seed <- global[[".Random.seed"]]
  function() global[[".Random.seed"]] <- seed
}
