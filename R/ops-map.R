# The user's own functions of elements.

#' An R function of an array's elements
#'
#' `h5_map(x, FUN, ...)` is the array `FUN(x, ...)`, for a vectorised function: one that gives for a
#' vector as many values, each made of the element at its place only. It is lazy: when values are asked
#' for, `FUN` is called in this process on the elements of one block after another, as a plain vector
#' without dims and names. How the array is cut into blocks is no part of the result.
#'
#' The type of the result is what `FUN` gives for a single element (`TRUE`, `1L`, `1`, `1+0i`, `"a"` or
#' `as.raw(1)`, by the type of `x`), for which it is called at once. A block for which it gives another
#' type or number of values is an error (`ch5mpy_error_type`). Warnings of `FUN` are raised when values
#' are computed, each once. The array keeps `FUN` with its environment, also where it is saved.
#'
#' @param x An [H5Array].
#' @param FUN A function, or the name of one.
#' @param ... Further arguments of `FUN`, in memory.
#' @return An `H5Array` with the dims, names and dimnames of `x`; nothing is read. Memory while it is
#'   computed: that of a block under the option `max_memory`, and what `FUN` takes beside.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' x[] <- 1:6
#' y <- h5_map(x, function(v, p) v^p / (1 + v^p), p = 2)
#' as.array(y)
#' @export
h5_map <- function(x, FUN, ...) {
  if (!is(x, "H5Array")) stop_argument("x", x, "an H5Array")
  fun <- match.fun(FUN)
  node <- node_refresh(x@node)
  params <- list(...)
  new_h5array(node_map(fun, list(node), mapped_type(fun, node$type, params), node$dim, node$vector, params))
}

# What the function gives for one element of this type.
mapped_type <- function(fun, type, params) {
  value <- suppressWarnings(do.call(fun, c(list(type_samples[[type]]), params), quote = TRUE))
  if (is.atomic(value) && !is.null(value) && !is.object(value) && length(value) == 1L) return(typeof(value))
  stop_ch5mpy("type", paste0(
    "`FUN` gives ", block_value_text(value), " for a single element; it must give one number, logical, text or raw value for each."
  ))
}
