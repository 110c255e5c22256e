# ifelse, pmin and pmax.

#' Choosing elements
#'
#' [ifelse()], [pmin()] and [pmax()] of an [H5Array] are lazy, and follow base R in types, recycling,
#' attributes, `NA` and warnings. The type of `ifelse()` depends on the values of `test`, as in base R:
#' where `yes` and `no` are of different types, whether `test` holds a `TRUE` and a `FALSE` is looked up
#' at once, block by block, until both are found.
#'
#' @param test What chooses: an `H5Array` of a type that can be logical. R looks at this argument only: an
#'   `H5Array` as `yes` or `no` beside a `test` in memory is an error.
#' @param yes,no What is chosen from: vectors, arrays or `H5Array`s.
#' @param ... Vectors, arrays and `H5Array`s.
#' @param na.rm Whether missing values are left out.
#' @return An `H5Array`. Of an `ifelse()` on an array of one element without dims and names what base
#'   gives there: `yes` or `no` itself.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(2, 3))
#' x[] <- 1:6
#' as.array(ifelse(x > 3, x, 0))
#' as.array(pmin(x, 4))
#' @name H5Array-choice
NULL

#' @rdname H5Array-choice
#' @export
setGeneric("ifelse")

#' @rdname H5Array-choice
#' @export
setMethod("ifelse", "H5Array", function(test, yes, no) choice_call(test, yes, no))

choice_call <- function(test, yes, no) {
  test <- node_cast(operand_node(test), "logical")
  n <- node_length(test)
  labelled <- !test$vector || !is.null(node_labels(test))
  if (n == 1 && !labelled) return(single_choice(collect_elements(test), yes, no))
  if (n == 0) return(new_h5array(test))
  operands <- chosen_operands(test, list(operand_if(yes, test, TRUE), operand_if(no, test, FALSE)))
  type <- chosen_type(operands)
  fun <- if (type == "character") "choose_text" else "ifelse"
  make <- if (type == "character") node_map else node_call
  new_h5array(make(fun, c(list(test), operands), type, test$dim, test$vector, labelled = 1L))
}

# A lone logical chooses one of the two as it is, where that is a lone value too.
single_choice <- function(test, yes, no) {
  if (is.na(test)) return(NA)
  chosen <- if (test) yes else no
  if (length(chosen) == 1L && is_bare(chosen)) return(chosen)
  if (length(chosen) == 0L) chosen <- vector(operand_node(chosen)$type, 1L)[2L]
  as.vector(chosen[[1L]])
}

is_bare <- function(x) {
  if (!is(x, "H5Array")) return(is.null(attributes(x)))
  node <- node_refresh(x@node)
  node$vector && is.null(node_labels(node))
}

# Base does not evaluate what nothing is chosen from: its errors do not count.
operand_if <- function(x, test, value) {
  tryCatch(filling_operand(x, test), error = function(e) if (found_in(test, NULL, value)) stop(e) else node_value(NA))
}

# `x` as long as `test`: recycled, or what it has beyond cut off.
filling_operand <- function(x, test) {
  node <- operand_node(x)
  n <- node_length(node)
  wanted <- node_length(test)
  if (n == 0) return(node_value(vector(node$type, 1L)[2L]))
  if (n == wanted) return(node)
  if (n > wanted) {
    flat <- node_reshape(node, n, TRUE)
    return(node_view(flat, list(list(from = 1, by = 1, n = wanted)), NULL, 1L, wanted, TRUE))
  }
  shaped_operand(node, test)
}

# Base assigns the chosen elements to a logical vector: an operand that nothing is chosen from has no
# say in the type, and is not converted.
chosen_operands <- function(test, operands) {
  types <- vapply(operands, function(operand) operand$type, "")
  if (all(types == "logical")) return(operands)
  chosen <- if (types[1L] == types[2L]) {
    rep(found_in(test, "is.na", FALSE), 2L)
  } else {
    c(found_in(test, NULL, TRUE), found_in(test, NULL, FALSE))
  }
  operands[!chosen] <- list(node_value(NA))
  operands
}

chosen_type <- function(operands) {
  types <- vapply(operands, function(operand) operand$type, "")
  widest <- function(types) typeof(do.call(c, lapply(c("logical", types), vector, length = 0L)))
  raw <- match("raw", types)
  if (!is.na(raw)) {
    stop_ch5mpy("type", sprintf("incompatible types (from raw to %s) in subassignment type fix", widest(types[seq_len(raw - 1L)])))
  }
  widest(types)
}

# Whether an element of `node`, or of a function of it, is `value`; missing ones are not.
found_in <- function(node, fun, value) {
  if (!is.null(fun)) node <- node_call(fun, list(node), "logical", node$dim, node$vector)
  found <- cpp_plan_reduce(node, if (value) "any" else "all", TRUE)$value
  if (value) found else !found
}

# Called for blocks: `yes` and `no` have as many elements as `test`, or one.
choose_text <- function(test, yes, no) {
  chosen <- rep(NA_character_, length(test))
  chosen[which(test)] <- rep_len(yes, length(test))[which(test)]
  chosen[which(!test)] <- rep_len(no, length(test))[which(!test)]
  chosen
}

#' @rdname H5Array-choice
#' @export
setGeneric("pmin")

#' @rdname H5Array-choice
#' @export
setGeneric("pmax")

# R's generic looks at `na.rm` only: at which place the array stands does not matter then.
#' @rdname H5Array-choice
#' @export
setMethod("pmin", "ANY", function(..., na.rm = FALSE) parallel_min(..., na.rm = na.rm))

#' @rdname H5Array-choice
#' @export
setMethod("pmax", "ANY", function(..., na.rm = FALSE) parallel_max(..., na.rm = na.rm))

parallel_min <- function(..., na.rm = FALSE) parallel_or("pmin", base::pmin, list(...), na.rm)
parallel_max <- function(..., na.rm = FALSE) parallel_or("pmax", base::pmax, list(...), na.rm)

# `plain` where there is no H5Array.
parallel_or <- function(fun, plain, elements, na_rm) {
  if (any(vapply(elements, is, NA, "H5Array"))) return(parallel_call(fun, elements, na_rm))
  do.call(plain, c(elements, list(na.rm = na_rm)), quote = TRUE)
}

# BiocGenerics' generics look at all that is compared, which must be of one class.
setClassUnion("H5ArrayOperand", c("H5Array", "numeric", "logical", "character", "complex", "raw", "matrix", "array", "NULL"))
share_method("pmin", "H5ArrayOperand", "parallel_min")
share_method("pmax", "H5ArrayOperand", "parallel_max")

parallel_call <- function(fun, elements, na_rm) {
  nodes <- lapply(elements, operand_node)
  lengths <- vapply(nodes, node_length, 0)
  type <- parallel_type(fun, nodes, lengths > 0, na_rm)
  n <- if (any(lengths == 0)) 0 else max(lengths)
  warn <- if (n > 0 && any(n %% lengths != 0)) "an argument will be fractionally recycled"
  shape <- first_shape(nodes[[1L]], n)
  if (n == 0) return(new_h5array(empty_like(nodes[[1L]], type, shape)))
  nodes <- lapply(nodes, function(node) shaped_operand(node_cast(node, type), shape))
  new_h5array(extreme_node(fun, nodes, type, shape, isTRUE(as.logical(na_rm)), warn, length(elements) == 1L))
}

# Base looks no further than the first argument without elements beside others, or the reverse.
parallel_type <- function(fun, nodes, filled, na_rm) {
  seen <- seq_len(match(TRUE, filled != filled[1L], length(nodes)))
  samples <- lapply(nodes[seen], function(node) type_samples[[node$type]])
  typeof(call_samples(fun, NULL, c(samples, na.rm = na_rm)))
}

# The result has the attributes of the first argument that fit its length.
first_shape <- function(first, n) {
  if (node_length(first) == n) return(c(first[c("dim", "vector")], labelled = 1L))
  list(dim = n, vector = TRUE, labelled = integer())
}

empty_like <- function(first, type, shape) {
  node <- node_value(vector(type, 0L))
  if (length(shape$labelled) == 0L) return(node)
  node_cast(first, type)
}

# Texts are compared by base, in the session's collation.
extreme_node <- function(fun, nodes, type, shape, na_rm, warn, lone) {
  labelled <- shape$labelled
  if (lone) return(nodes[[1L]])
  if (type == "character") {
    return(node_map(fun, nodes, type, shape$dim, shape$vector, list(na.rm = na_rm), labelled = labelled, warn = warn))
  }
  if (na_rm) fun <- paste(fun, "present")
  Reduce(function(a, b) node_call(fun, list(a, b), type, shape$dim, shape$vector, labelled = labelled, warn = warn), nodes)
}
