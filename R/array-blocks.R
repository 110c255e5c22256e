# Blocks: the parts in which work on an array is done, for users who do some of it themselves.

#' Work on an array block by block
#'
#' `h5_blocks()` gives the blocks by which an operation would go through an array: as large as the option
#' `max_memory` and the processor's caches make sensible, and aligned with the chunks. `h5_apply()` calls a
#' function on each block, an ordinary R array, one after another in this process. `h5_explain()` says what
#' computing an expression would do, and computes nothing.
#'
#' @param x,expr An [H5Array].
#' @param FUN A function of a block.
#' @param ... More arguments of `FUN`.
#' @param combine `NULL`, or a function of two results: that of the blocks so far and that of the next.
#' @return `h5_blocks()`: a list with an element for each block, a list of one vector of positions for each
#'   dimension (for a vector: one). `h5_apply()`: the list of what `FUN` gave, in the order of the blocks, or
#'   what `combine` made of it. `h5_explain()` prints the tree of the expression, its program, the blocks,
#'   the bytes of the elements to read and the working memory in bytes, and returns them invisibly as a list.
#'   Random arrays are refused by `h5_apply()` (`ch5mpy_error_unsupported`): they are drawn anew each time.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", c(200, 300), chunk = c(100, 100))
#' x[] <- 1:60000
#' length(h5_blocks(x))
#' h5_apply(x, function(block) max(block), combine = max)
#' h5_explain(exp(x * 2 + 1))
#' @export
h5_blocks <- function(x) {
  node <- node_refresh(check_h5array(x)@node)
  shape <- cpp_plan_explain(node)$block
  axes <- Map(axis_ranges, node$dim, shape)
  counts <- lengths(axes)
  lapply(seq_len(prod(counts)), function(block) {
    at <- arrayInd(block, counts)
    lapply(seq_along(axes), function(axis) axes[[axis]][[at[axis]]])
  })
}

check_h5array <- function(x, name = "x") {
  if (!is(x, "H5Array")) stop_argument(name, x, "an H5Array")
  x
}

# The positions 1 to `extent` in ranges of `step`.
axis_ranges <- function(extent, step) {
  if (extent == 0) return(list())
  lapply(seq(1, extent, by = step), function(from) seq.int(whole_count(from), whole_count(min(from + step - 1, extent))))
}

#' @rdname h5_blocks
#' @export
h5_apply <- function(x, FUN, ..., combine = NULL) {
  node <- node_refresh(check_h5array(x)@node)
  FUN <- match.fun(FUN)
  if (!is.null(combine)) combine <- match.fun(combine)
  if (draws_numbers(node)) {
    stop_ch5mpy("unsupported", "Random numbers are drawn anew at each evaluation, hence not block by block; store the array first.")
  }
  results <- list()
  for (block in h5_blocks(x)) {
    value <- FUN(read_block(node, block), ...)
    if (is.null(combine)) {
      results[length(results) + 1L] <- list(value)
    } else {
      results <- list(if (length(results) == 0L) value else combine(results[[1L]], value))
    }
  }
  if (is.null(combine) || length(results) == 0L) results else results[[1L]]
}

read_block <- function(node, block) {
  entries <- lapply(block, function(positions) list(from = as.double(positions[1L]), by = 1, n = as.double(length(positions))))
  collect_node(select_axes(node, Map(simplify_entry, entries, node$dim), FALSE))
}

#' @rdname h5_blocks
#' @export
h5_explain <- function(expr) {
  explained <- explain_node(node_refresh(check_h5array(expr, "expr")@node))
  cat(explanation_lines(explained), sep = "\n")
  invisible(explained)
}
