# Arrays that do not come from a dataset: created without data, or deferred until they are written.

#' Creating arrays
#'
#' `h5_create()` makes a dataset without data. The others are deferred arrays, which take no memory:
#' they are computed block by block wherever an array may be used or written (`d$x <- h5_zeros(dim)`).
#'
#' `h5_random()` draws anew at each evaluation, from R's generator and in R's element order: after
#' `set.seed(1)`, `d$x <- h5_random(rnorm, dim)` holds `array(rnorm(prod(dim)), dim)`, whatever the
#' option `max_memory`.
#'
#' @param loc A path (created if absent), file, group or dict.
#' @param name The name of the new dataset; groups on the way to it are made.
#' @param dim The dims; a single number makes a vector.
#' @param type R's name of a type (`"double"`, `"integer"`, `"logical"`, `"character"`, `"complex"`,
#'   `"raw"`) or a stored one (`"bool"`, `"int8"` ... `"uint64"`, `"float16"`, `"float32"`, `"float64"`,
#'   `"str"`, `"S10"`).
#' @param fill The value of elements that were never written; `NULL` for zero, `FALSE`, or `NA` in text. Text
#'   that is given is written at once, and what the array grows by later is `NA`.
#' @param chunk The chunk's dims, `FALSE` for one contiguous block, `NULL` to let the package choose.
#' @param compression `"none"`, `"gzip-4"`, ... (behind a shuffle of the bytes of numbers); `NULL` for the
#'   option `compression`.
#' @param maxdim The dims that the dataset can grow to (`Inf` for no limit); `NULL` for no limit.
#' @param value A single value.
#' @param rfun A function whose first argument is how many values to draw, such as [rnorm()].
#' @param ... More arguments of `rfun`.
#' @return An [H5Array].
#' @examples
#' path <- tempfile(fileext = ".h5")
#' x <- h5_create(path, "x", c(1000, 3), type = "float32", chunk = c(100, 3))
#' x[] <- h5_random(runif, c(1000, 3))
#' dim(x)
#' @export
h5_create <- function(loc, name, dim, type = "double", fill = NULL, chunk = NULL, compression = NULL,
                      maxdim = NULL) {
  dim <- check_dim(dim)
  check_string(type, "type")
  force(loc)
  base <- as_handle(loc, "a")
  spec <- list(
    order = base@order, type = type, chunk = chunk, maxdim = maxdim, fill = fill, overwrite = FALSE, scalar = FALSE,
    compression = if (is.null(compression)) option_value("compression") else check_compression(compression, "compression"),
    attributes = list(), python_dtype = TRUE
  )
  cpp_array_create(base, check_path(name), dim, type, spec)
  H5Array(base, name)
}

#' @rdname h5_create
#' @export
h5_zeros <- function(dim) new_h5array(node_fill(0, check_dim(dim)))

#' @rdname h5_create
#' @export
h5_ones <- function(dim) new_h5array(node_fill(1, check_dim(dim)))

#' @rdname h5_create
#' @export
h5_full <- function(value, dim) {
  if (!is.atomic(value) || length(value) != 1L || is.object(value)) stop_argument("value", value, "a single plain value")
  new_h5array(node_fill(as.vector(value), check_dim(dim)))
}

#' @rdname h5_create
#' @export
h5_empty <- function(dim, type = "double") {
  new_h5array(node_fill(vector(check_r_type(type), 1L), check_dim(dim)))
}

#' @rdname h5_create
#' @export
h5_random <- function(rfun, dim, ...) {
  if (!is.function(rfun)) stop_argument("rfun", rfun, "a function")
  args <- list(...)
  new_h5array(node_random(rfun, args, random_type(rfun, args), check_dim(dim)))
}

# The type of what `rfun` draws; the session's generator stays where it was.
random_type <- function(rfun, args) {
  env <- globalenv()
  seed <- env[[".Random.seed"]]
  on.exit(if (is.null(seed)) suppressWarnings(rm(".Random.seed", envir = env)) else assign(".Random.seed", seed, env))
  drawn <- do.call(rfun, c(list(1L), args))
  if (!is.atomic(drawn) || length(drawn) != 1L) {
    stop_ch5mpy("argument", "`rfun` must give as many values as its first argument says.")
  }
  typeof(drawn)
}
