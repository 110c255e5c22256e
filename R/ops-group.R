# Arithmetic, comparison and logic: elementwise and lazy, under base R's rules for shapes, recycling,
# attributes and types.

#' Arithmetic and mathematics on arrays
#'
#' Operators and elementwise functions on an [H5Array] give an `H5Array` that is computed block by block
#' when values are asked for. Types, recycling, `NA`, overflow to `NA`, names and dimnames, errors and
#' warnings are base R's; warnings come when values are computed. A computed array is a value: if a
#' dataset it depends on was changed through this package since, using it is an error
#' (`ch5mpy_error_stale`).
#'
#' @param e1,e2,x An `H5Array`; for operators one of them may be a vector or array.
#' @param digits,base As in [round()] and [log()], single numbers.
#' @param ... More arguments.
#' @return An `H5Array`; nothing is read.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' x[] <- 1:6
#' y <- log(x * 2 + 1)
#' x > 3 & !is.na(x)
#' @name H5Array-arithmetic
#' @aliases Ops,H5Array,H5Array-method
NULL

#' @rdname H5Array-arithmetic
#' @export
setMethod("Ops", signature("H5Array", "H5Array"), function(e1, e2) binary_call(.Generic, e1, e2))

#' @rdname H5Array-arithmetic
#' @export
setMethod("Ops", signature("H5Array", "ANY"), function(e1, e2) binary_call(.Generic, e1, e2))

#' @rdname H5Array-arithmetic
#' @export
setMethod("Ops", signature("ANY", "H5Array"), function(e1, e2) binary_call(.Generic, e1, e2))

#' @rdname H5Array-arithmetic
#' @export
setMethod("Ops", signature("H5Array", "missing"), function(e1, e2) unary_call(.Generic, e1))

#' @rdname H5Array-arithmetic
#' @export
setMethod("!", "H5Array", function(x) {
  node <- node_refresh(x@node)
  # base takes anything without elements
  if (node$type == "character" && node_length(node) == 0) return(new_h5array(node_value(logical())))
  unary_call("!", x)
})

# A function of one array's elements.
unary_call <- function(fun, x) {
  node <- node_refresh(x@node)
  new_h5array(node_call(fun, list(node), call_type(fun, node$type), node$dim, node$vector))
}

binary_call <- function(fun, e1, e2) {
  if (!is_operand(e1) || !is_operand(e2)) refuse_operands(fun, e1, e2)
  a <- lending_node(e1)
  b <- lending_node(e2)
  types <- c(operand_type(e1, a), operand_type(e2, b))
  result <- operator_frame(fun, types, a, b)
  shape <- result$shape
  if (fun %in% comparisons && setequal(types, c("raw", "logical"))) {
    # base compares whether they are true
    a <- node_cast(a, "logical")
    b <- node_cast(b, "logical")
  }
  args <- list(shaped_operand(a, shape), shaped_operand(b, shape))
  new_h5array(node_call(
    fun, args, result$type, shape$dim, shape$vector, labelled = lending_operands(a, b, shape), warn = shape$warn
  ))
}

# An operand whose attributes the result has: an H5Array has no others than these.
lending_node <- function(e) {
  further <- setdiff(names(attributes(e)), c("names", "dim", "dimnames"))
  if (is.atomic(e) && !is.object(e) && length(further) > 0L) {
    stop_ch5mpy("unsupported", paste0(
      "An H5Array does not combine with a vector that has the attribute ", quote_text(further[1L]),
      "; take it off, or load the array with as.array()."
    ))
  }
  operand_node(e)
}

is_operand <- function(e) is.atomic(e) || is(e, "H5Array")

# A list or a function beside an array: base's own error, where it has one; else ours, of operand_node().
refuse_operands <- function(fun, e1, e2) {
  sample <- function(e) if (is(e, "H5Array")) type_samples[[e@node$type]] else e
  call_samples(fun, NULL, list(sample(e1), sample(e2)))
}

# Type and shape of `a fun b`, or base's error. That base does not compute something of complex numbers is
# an error of elements, which comes after that of arrays' shapes.
operator_frame <- function(fun, types, a, b) {
  empty <- min(node_length(a), node_length(b)) == 0
  late <- "complex" %in% types && (empty || !(a$vector || b$vector))
  type <- if (late) empty_type(fun, types) else call_type(fun, types)
  shape <- common_shape(fun, a, b)
  list(type = if (late && !empty) call_type(fun, types) else type, shape = shape)
}

# The type of `fun` of nothing.
empty_type <- function(fun, types) typeof(call_samples(fun, NULL, lapply(unname(type_samples[types]), `[`, 0L)))

# NULL behaves as an empty vector, but base types it on its own.
operand_type <- function(e, node) if (is.null(e)) "NULL" else node$type

# The shape of `a fun b`, the recycling warnings it brings, and base's errors about it.
common_shape <- function(fun, a, b) {
  warn <- NULL
  if (a$vector != b$vector && fun %in% arithmetic_operators) {
    if (lone_array(a, b)) {
      warn <- lone_array_warning("array-vector", node_length(b))
      a$vector <- TRUE
    } else if (lone_array(b, a)) {
      warn <- lone_array_warning("vector-array", node_length(a))
      b$vector <- TRUE
    }
  }
  n <- result_length(node_length(a), node_length(b))
  shape <- shape_owner(a, b)
  if (is.null(shape)) {
    shape <- list(dim = n, vector = TRUE)
  } else if (prod(shape$dim) != n) {
    stop_ch5mpy("argument", sprintf(
      "dims [product %.0f] do not match the length of object [%.0f]", prod(shape$dim), n
    ))
  }
  list(dim = shape$dim, vector = shape$vector, bare = !is.null(warn), warn = c(warn, recycling_warning(node_length(a), node_length(b))))
}

comparisons <- c("==", "!=", "<", "<=", ">", ">=")
arithmetic_operators <- c("+", "-", "*", "/", "^", "%%", "%/%")

# An array of one element beside a vector of another length: arithmetic treats it as a vector.
lone_array <- function(array, vector) !array$vector && node_length(array) == 1 && node_length(vector) != 1

lone_array_warning <- function(kind, n) {
  if (n > 1) {
    paste0("Recycling array of length 1 in ", kind, " arithmetic is deprecated.\n  Use c() or as.vector() instead.\n")
  }
}

# Whose dims the result has; NULL for a vector.
shape_owner <- function(a, b) {
  if (!a$vector && !b$vector) {
    if (!identical(a$dim, b$dim)) stop_ch5mpy("argument", "non-conformable arrays")
    return(a)
  }
  if (!a$vector && (node_length(b) != 0 || node_length(a) == 0)) return(a)
  if (!b$vector && (node_length(a) != 0 || node_length(b) == 0)) return(b)
  NULL
}

result_length <- function(n, m) if (n == 0 || m == 0) 0 else max(n, m)

recycling_warning <- function(n, m) {
  if (n > 0 && m > 0 && max(n, m) %% min(n, m) != 0) {
    "longer object length is not a multiple of shorter object length"
  }
}

# The operand with as many elements as the result; one plain value stays as it is.
shaped_operand <- function(node, shape) {
  if (node_length(node) == prod(shape$dim)) return(node)
  if (node$op == "value" && length(node$value) == 1L) return(node)
  node_recycle(node, shape$dim, shape$vector)
}

# Which operands lend names or dimnames to the result.
lending_operands <- function(a, b, shape) {
  if (shape$bare) return(integer())
  lends <- function(node) {
    if (shape$vector) node$vector && node_length(node) == shape$dim else !node$vector
  }
  which(c(lends(a), lends(b)))
}
