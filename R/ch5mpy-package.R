#' ch5mpy: HDF5 files as lists, vectors and arrays
#'
#' @keywords internal
#' @useDynLib ch5mpy, .registration = TRUE
#' @import methods
#' @importFrom Rcpp evalCpp
"_PACKAGE"
