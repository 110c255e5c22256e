# Printing, as numpy does: over R's index order, of a long axis the first three and the last three.

#' @rdname H5Array
#' @param object An `H5Array`.
#' @export
setMethod("show", "H5Array", function(object) {
  text <- tryCatch(array_text(object, getOption("width")), ch5mpy_error_closed = function(e) "Closed H5Array(...)")
  cat(text, sep = "\n")
})

# The array on one line, for printing inside a dict or list.
array_summary <- function(x) {
  tryCatch(array_text(x, Inf), ch5mpy_error_closed = function(e) "Closed H5Array(...)")
}

# The lines of an array: one where it fits, else a row a line.
array_text <- function(x, width) {
  node <- node_refresh(x@node)
  texts <- shown_texts(node)
  tail <- array_tail(node)
  line <- paste0("H5Array(", nested_text(texts), tail)
  if (nchar(line, "width") <= width) return(line)
  elements <- texts != "..."
  texts[elements] <- formatC(texts[elements], width = max(0, nchar(texts[elements], "width")))
  lines <- nested_lines(texts, width - 9L)
  c(paste0(c("H5Array(", rep("        ", length(lines) - 1L))[seq_along(lines)], lines)[-length(lines)],
    paste0(if (length(lines) == 1L) "H5Array(" else "        ", lines[length(lines)], tail))
}

array_tail <- function(node) {
  paste0(", shape=", shape_text(node$dim), ", dtype=", node_dtype(node), if (!node_is_stored(node)) ", lazy", ")")
}

# An array of the texts to show, with "..." between what is shown of a long axis. Only those elements
# are read.
shown_texts <- function(node) {
  if (any(node$dim == 0)) return(array(character(), node$dim))
  shown <- lapply(node$dim, shown_positions)
  long <- node$dim > 6
  picked <- select_axes(node, shown, FALSE)
  # of random numbers no more than what is shown is drawn
  if (node$op == "random") picked <- replace(node, "dim", list(picked$dim))
  texts <- element_text(shown_precision(collect_elements(picked)), node_dtype(node))
  dim(texts) <- picked$dim
  for (axis in which(long)) texts <- with_dots(texts, axis)
  texts
}

# Fractions as numpy shows those of an array: eight digits behind the point.
shown_precision <- function(value) {
  if (!is.double(value) || inherits(value, "integer64")) return(value)
  small <- is.finite(value) & abs(value) < 1e-4
  value[!small] <- round(value[!small], 8L)
  value[small] <- signif(value[small], 9L)
  value
}

shown_positions <- function(n) if (n > 6) c(1, 2, 3, n - 2, n - 1, n)

with_dots <- function(texts, axis) {
  index <- rep(list(TRUE), length(dim(texts)))
  index[[axis]] <- c(1:3, NA, 4:6)
  wider <- do.call(`[`, c(list(texts), index, drop = FALSE))
  wider[is.na(wider)] <- "..."
  wider
}

# "[[1, 3], [2, 4]]"
nested_text <- function(texts) {
  paste0("[", paste(vapply(slices(texts), nested_item, ""), collapse = ", "), "]")
}

nested_item <- function(item) {
  if (is.null(dim(item))) return(item)
  if (all(item == "...") && length(item) > 0L) "..." else nested_text(item)
}

# The parts of an array along its first axis; of a 1-d one its elements.
slices <- function(texts) {
  dim <- dim(texts)
  if (length(dim) == 1L) return(as.list(as.vector(texts)))
  lapply(seq_len(dim[1L]), function(i) {
    part <- if (length(dim) == 2L) texts[i, ] else asub_first(texts, i)
    dim(part) <- dim[-1L]
    part
  })
}

asub_first <- function(texts, i) {
  flat <- texts
  dim(flat) <- c(dim(texts)[1L], prod(dim(texts)[-1L]))
  flat[i, ]
}

# A row a line, the rows of an array of several dimensions set off by one more bracket each.
nested_lines <- function(texts, width) {
  if (length(dim(texts)) == 1L) return(wrapped_row(as.vector(texts), width))
  blocks <- lapply(slices(texts), function(part) {
    if (all(part == "...") && length(part) > 0L) "..." else nested_lines(part, width - 1L)
  })
  if (length(blocks) == 0L) return("[]")
  last <- length(blocks)
  for (k in seq_along(blocks)) {
    lines <- blocks[[k]]
    lines <- paste0(c(if (k == 1L) "[" else " ", rep(" ", length(lines) - 1L)), lines)
    lines[length(lines)] <- paste0(lines[length(lines)], if (k == last) "]" else ",")
    blocks[[k]] <- lines
  }
  unlist(blocks)
}

# "[1, 2, 3]", over several lines where it is too wide.
wrapped_row <- function(texts, width) {
  last <- length(texts)
  texts <- paste0(texts, c(rep(",", max(0L, last - 1L)), "]")[seq_len(last)])
  if (last == 0L) return("[]")
  lines <- "["
  for (text in texts) {
    current <- lines[length(lines)]
    if (nchar(current, "width") + nchar(text, "width") + 1L > width && nchar(current) > 1L) {
      lines <- c(lines, paste0(" ", text))
    } else {
      lines[length(lines)] <- paste0(current, if (nchar(current) > 1L) " ", text)
    }
  }
  lines
}
