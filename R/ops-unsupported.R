# Functions that would load an array in passing refuse instead, and name the way out.

stop_unsupported <- function(fun, call = user_call()) {
  force(call)
  stop_ch5mpy("unsupported", paste0(
    fun, "() does not work on an H5Array block by block; load the array first: ", sub("\\(.*", "", fun), "(as.array(x))."
  ), call = call)
}

#' Functions that do not work on arrays in files
#'
#' Each of these raises an error (`ch5mpy_error_unsupported`) rather than load an [H5Array] silently; call
#' it on `as.array(x)`.
#'
#' @param x,object,incomparables,decreasing,na.rm,center,scale,f,drop,... Arguments of the function.
#' @return None: an error.
#' @name H5Array-unsupported
#' @keywords internal
NULL

#' @rdname H5Array-unsupported
#' @export
unique.H5Array <- function(x, incomparables = FALSE, ...) stop_unsupported("unique")

#' @rdname H5Array-unsupported
#' @export
duplicated.H5Array <- function(x, incomparables = FALSE, ...) stop_unsupported("duplicated")

#' @rdname H5Array-unsupported
#' @export
sort.H5Array <- function(x, decreasing = FALSE, ...) stop_unsupported("sort")

#' @rdname H5Array-unsupported
#' @importFrom stats median
#' @export
median.H5Array <- function(x, na.rm = FALSE, ...) stop_unsupported("median")

#' @rdname H5Array-unsupported
#' @importFrom stats quantile
#' @export
quantile.H5Array <- function(x, ...) stop_unsupported("quantile")

#' @rdname H5Array-unsupported
#' @export
summary.H5Array <- function(object, ...) stop_unsupported("summary")

#' @rdname H5Array-unsupported
#' @export
diff.H5Array <- function(x, ...) stop_unsupported("diff")

#' @rdname H5Array-unsupported
#' @export
scale.H5Array <- function(x, center = TRUE, scale = TRUE) stop_unsupported("scale")

#' @rdname H5Array-unsupported
#' @export
cut.H5Array <- function(x, ...) stop_unsupported("cut")

#' @rdname H5Array-unsupported
#' @export
split.H5Array <- function(x, f, drop = FALSE, ...) stop_unsupported("split")

#' @rdname H5Array-unsupported
#' @export
rep.H5Array <- function(x, ...) stop_unsupported("rep")
