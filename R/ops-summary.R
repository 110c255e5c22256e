# Reductions of whole arrays: done at once, streamed.

#' Sums, extremes and means of arrays
#'
#' `sum`, `prod`, `min`, `max`, `range`, `any`, `all` and `mean` of an [H5Array] are computed block by block and
#' give plain values. `sum` and `mean` may differ from base R in the last bits, and give the same bits
#' whatever the options `max_memory` and `threads` and the chunks. `range()` takes `finite = TRUE` as well.
#'
#' R looks for methods of the first arguments only: `max(0, x)` works, `max(0, 1, x)` is R's error.
#'
#' @param x An `H5Array`.
#' @param ... More arrays or vectors.
#' @param na.rm Whether missing values are left out.
#' @param trim Only 0.
#' @details `range()` takes `finite = TRUE` too. Texts are compared in the session's collation.
#' @return A plain value; of `range` two.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", 10)
#' x[] <- 1:10
#' sum(x)
#' range(x * 2)
#' mean(x)
#' @name H5Array-summary
#' @aliases Summary,H5Array-method
NULL

#' @rdname H5Array-summary
#' @export
setMethod("Summary", "H5Array", function(x, ..., na.rm = FALSE) summarise_all(.Generic, list(x, ...), na.rm))

# max(0, x): the array comes second, so the method is one of the first argument's class. Without an
# H5Array among them base's own function answers.
summarise_second <- function(x, ..., na.rm = FALSE) {
  args <- list(x, ...)
  if (any(vapply(args, is, NA, "H5Array"))) return(summarise_all(.Generic, args, na.rm))
  callNextMethod()
}

#' @rdname H5Array-summary
#' @export
setMethod("Summary", "numeric", summarise_second)

#' @rdname H5Array-summary
#' @export
setMethod("Summary", "logical", summarise_second)

#' @rdname H5Array-summary
#' @export
setMethod("Summary", "complex", summarise_second)

#' @rdname H5Array-summary
#' @export
setMethod("Summary", "character", summarise_second)

# Each array is reduced on its own; base's function joins the results with the plain arguments.
summarise_all <- function(what, args, na_rm) {
  finite <- what == "range" && isTRUE(as.logical(args$finite))
  if (what == "range") args$finite <- NULL
  reduction <- if (finite) "finite_range" else what
  if (length(args) == 1L) return(reduce_node(reduction, node_refresh(args[[1L]]@node), na_rm))
  parts <- list()
  for (arg in summary_operands(what, args)) {
    part <- if (is(arg, "H5Array")) reduce_part(reduction, node_refresh(arg@node), na_rm) else arg
    if (!is.null(part)) parts <- c(parts, list(part))
    if (settles(what, part)) break
  }
  further <- c(list(na.rm = na_rm), if (finite) list(finite = TRUE))
  tryCatch(do.call(what, c(parts, further)), error = function(e) stop_ch5mpy("type", conditionMessage(e)))
}

# any() and all() look no further than the argument that decides.
settles <- function(what, part) {
  if (is.character(part)) return(FALSE)
  (what == "any" && isTRUE(any(part, na.rm = TRUE))) || (what == "all" && isFALSE(all(part, na.rm = TRUE)))
}

# range() makes texts of all its arguments where one is a text.
summary_operands <- function(what, args) {
  is_text <- function(arg) if (is(arg, "H5Array")) arg@node$type == "character" else is.character(arg)
  if (what != "range" || !any(vapply(args, is_text, NA))) return(args)
  lapply(args, function(arg) if (is(arg, "H5Array")) h5_cast(arg, "character") else arg)
}

# One array among several arguments: without elements it has no say (NULL).
reduce_part <- function(what, node, na_rm) {
  nothing <- FALSE
  value <- withCallingHandlers(
    reduce_node(what, node, na_rm),
    warning = function(w) {
      if (grepl("^no non-missing arguments", conditionMessage(w))) {
        nothing <<- TRUE
        invokeRestart("muffleWarning")
      }
    }
  )
  if (nothing) vector(node$type, 0L) else value
}

# `reduction`: base's name of it, or finite_range.
reduce_node <- function(reduction, node, na_rm) {
  what <- sub("finite_", "", reduction, fixed = TRUE)
  call_type(what, node$type)
  if (what %in% c("any", "all") && node$type %in% c("double", "complex", "character")) {
    if (node_length(node) > 0) warn_ch5mpy(sprintf("coercing argument of type '%s' to logical", node$type))
    node <- node_cast(node, "logical")
  }
  na_rm <- isTRUE(as.logical(na_rm))
  if (node$type == "character") return(reduce_text(what, node, na_rm || what != reduction))
  result <- cpp_plan_reduce(node, reduction, na_rm)
  raise_plan_warnings(node, result$warnings)
  result$value
}

# The extremes of texts, by base's functions in the session's collation; ties are won by the first.
reduce_text <- function(what, node, na_rm) {
  result <- cpp_plan_fold(node, character(), function(state, values) {
    values <- c(state, values)
    if (na_rm) values <- values[!is.na(values)]
    if (length(values) > 0L) range(values) else character()
  })
  raise_plan_warnings(node, result$warnings)
  if (length(result$value) > 0L) return(do.call(what, list(result$value)))
  for (each in if (what == "range") c("min", "max") else what) warn_ch5mpy("no non-missing arguments, returning NA")
  if (what == "range") c(NA_character_, NA_character_) else NA_character_
}

#' @rdname H5Array-summary
#' @export
mean.H5Array <- function(x, trim = 0, na.rm = FALSE, ...) {
  node <- node_refresh(x@node)
  if (!node$type %in% c("double", "integer", "logical", "complex")) {
    warn_ch5mpy("argument is not numeric or logical: returning NA")
    return(NA_real_)
  }
  if (!identical(as.double(trim), 0)) stop_unsupported("mean(trim = )")
  result <- cpp_plan_reduce(node, "mean", isTRUE(as.logical(na.rm)))
  raise_plan_warnings(node, result$warnings)
  result$value
}
