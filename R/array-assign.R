# Assigning: a view of the elements that change, and a plan of the values, go to C++ together, which
# writes all of them or none.

#' @rdname H5Array
#' @export
setMethod("[<-", "H5Array", function(x, i, j, ..., value) {
  count <- nargs() - 2L
  assign_elements(x, gather_subscripts(count, substitute(list(...)), i, j, ...), value)
})

#' @rdname H5Array
#' @export
setMethod("[[<-", "H5Array", function(x, i, j, ..., value) {
  subscripts <- if (missing(j)) list(i) else list(i, j, ...)
  if (length(value) == 0L) stop_ch5mpy("argument", "replacement has length zero")
  if (length(value) > 1L) stop_ch5mpy("argument", "more elements supplied than there are to replace")
  assign_elements(x, check_element(subscripts), value)
})

assign_elements <- function(x, subscripts, value) {
  node <- target_node(x)
  if (is_handed_back(node, subscripts, value)) return(x)
  values <- check_fits(operand_node(value), node)
  if (identical(node$dim, 0) && node_length(values) == 0) return(x)
  if (length(subscripts) > 1L) {
    entries <- axis_entries(node, subscripts)
    assign_axes(node, entries, values)
  } else {
    assign_linear(node, subscripts[[1L]], values)
  }
  if (is.null(x@node$picked_by)) x else just_written(x)
}

# In `x[x > 3][1] <- 0` R gives the view x[x > 3], written through by then, back to `x[x > 3] <- `, with
# a mask made anew from what the file holds now. The view is in its place already: nothing is to be done.
is_handed_back <- function(node, subscripts, value) {
  if (!is(value, "H5Array") || is.null(value@node$picked_by)) return(FALSE)
  view <- value@node
  identical(view$written, changes_of(node_root(view)$handle)[1L]) &&
    identical(view$picked_by, picking_subscripts(node, subscripts))
}

# A view that was picked by a mask, after an assignment to it.
just_written <- function(x) {
  x@node$written <- changes_of(array_handle(x))[1L]
  x
}

# The fresh node of an array that may be written.
target_node <- function(x) {
  if (!array_is_stored(x)) stop_computed("is read-only")
  as_handle(array_handle(x), "r+")
  check_writable_view(x@node)
  node_refresh(x@node)
}

# Whether elements of one type can go into another's dataset at all; C++ checks the values. The values'
# node is given back.
check_fits <- function(values, node) {
  fits <- switch(node$type,
    double = , integer = c("logical", "integer", "double"),
    complex = c("logical", "integer", "double", "complex"),
    node$type
  )
  if (values$type %in% fits || node_length(values) == 0) return(values)
  if (is_all_missing(values) && node$type != "raw") return(node_value(as.vector(values$value, node$type)))
  handle <- node_root(node)$handle
  stop_ch5mpy("type", paste0(
    "A value of type ", values$type, " does not fit ", quote_text(handle@name), ", which is stored as ", node$dtype,
    "; h5_retype() changes what is stored."
  ), path = path_text(handle), name = handle@name)
}

# NA is R's word for a missing value of any type.
is_all_missing <- function(values) values$op == "value" && values$type == "logical" && all(is.na(values$value))

# x[i, j] <- value.
assign_axes <- function(node, entries, values) {
  entries <- without_missing(entries, values)
  dims <- entry_lengths(entries, node$dim)
  n <- prod(dims)
  m <- node_length(values)
  if (n > 0 && m == 0) stop_ch5mpy("argument", "replacement has length zero")
  if (n > 0 && n %% m != 0) {
    stop_ch5mpy("argument", "number of items to replace is not a multiple of replacement length")
  }
  put_elements(node, entries, dims, values)
}

# x[i] <- value: over the elements in R's order; past the end a vector grows.
assign_linear <- function(node, i, values) {
  if (is_everything(i)) {
    entries <- vector("list", length(node$dim))
    return(assign_recycled(node, entries, node$dim, values))
  }
  if (is_mask(i, node) && values$op == "value" && (node$type != "complex" || values$type == "complex")) {
    return(assign_masked(node, node_refresh(i@node), values))
  }
  positions <- matrix_positions(i, node)
  growing <- length(node$dim) == 1L && is.null(positions)
  labels <- function() if (length(node$dim) == 1L) node_labels(node)[[1L]]
  extent <- node_length(node)
  entry <- if (!is.null(positions)) as_entry(positions) else subscript_entry(i, extent, labels, grow = growing)
  entries <- without_missing(list(entry), values)
  if (growing && entry_reach(entries[[1L]]) > extent) return(assign_past_end(node, i, entries[[1L]], values))
  if (length(node$dim) > 1L) node <- node_reshape(node, extent, TRUE)
  assign_recycled(node, entries, entry_lengths(entries, node$dim), values)
}

# Whether a subscript is a logical array with an element for each of the array's.
is_mask <- function(i, node) is(i, "H5Array") && i@node$type == "logical" && node_length(node_refresh(i@node)) == node_length(node)

# x[mask] <- value, for values in memory: the mask is computed as the value is written, block by block.
assign_masked <- function(node, mask, values) {
  m <- node_length(values)
  n <- if (m != 1) count_true(mask)
  if (m == 0 && n > 0) stop_ch5mpy("argument", "replacement has length zero")
  if (m == 0) return(invisible())
  result <- assign_values(node, values, function() cpp_plan_assign_masked(node, mask, values$value))
  bump_content(node_root(node)$handle)
  raise_plan_warnings(mask, result$warnings)
  if (m > 1 && n %% m != 0) warn_ch5mpy("number of items to replace is not a multiple of replacement length")
}

# A missing position takes no value; that is only clear when there is one value.
count_true <- function(mask) {
  if (cpp_plan_reduce(mask, "tally", TRUE)$value[2L] > 0) {
    stop_at_subscript("NAs are not allowed in subscripted assignments")
  }
  cpp_plan_reduce(mask, "sum", TRUE)$value
}

# One subscript recycles with a warning where several stop.
assign_recycled <- function(node, entries, dims, values) {
  n <- prod(dims)
  m <- node_length(values)
  if (n > 0 && m == 0) stop_ch5mpy("argument", "replacement has length zero")
  put_elements(node, entries, dims, values)
  if (n > 0 && n %% m != 0) warn_ch5mpy("number of items to replace is not a multiple of replacement length")
}

entry_lengths <- function(entries, dim) {
  as.double(mapply(entry_length, entries, dim))
}

# The last position that an entry names.
entry_reach <- function(entry) {
  if (is.null(entry)) return(0)
  if (!is.list(entry)) return(max(0, entry))
  if (entry$n == 0) 0 else max(entry$from, entry$from + (entry$n - 1) * entry$by)
}

# A missing position takes no value; that is only clear when there is one value.
without_missing <- function(entries, values) {
  for (k in seq_along(entries)) {
    entry <- entries[[k]]
    if (is.list(entry) || !anyNA(entry)) next
    if (node_length(values) != 1) stop_at_subscript("NAs are not allowed in subscripted assignments")
    entries[[k]] <- as_entry(entry[!is.na(entry)])
  }
  entries
}

# Hands target and values to C++. Of a position named twice the last value counts, as in R.
put_elements <- function(node, entries, dims, values) {
  if (prod(dims) == 0) return(invisible())
  values <- shaped_values(values, dims)
  for (axis in seq_along(entries)) {
    entry <- entries[[axis]]
    if (is.null(entry) || is.list(entry) || !anyDuplicated(entry)) next
    last <- which(!duplicated(entry, fromLast = TRUE))
    entries[[axis]] <- as_entry(entry[last])
    chosen <- vector("list", length(dims))
    chosen[[axis]] <- as_entry(last)
    values <- select_axes(values, chosen, FALSE)
  }
  target <- select_axes(node, entries, FALSE)
  if (!is_itself(target, values)) store_values(target, values)
}

# The values with the target's shape: recycled, or laid out anew.
shaped_values <- function(values, dims) {
  n <- node_length(values)
  if (n == 1 && values$op == "value") return(node_fill(values$value, dims))
  if (n != prod(dims)) return(node_recycle(values, dims))
  if (identical(values$dim, dims)) values else node_reshape(values, dims, FALSE)
}

# Whether the values are the very elements that they would go to, in their order, as in the second half
# of `x[2:5][1] <- 0`.
is_itself <- function(target, values) {
  if (target$op != "view" || values$op != "view") return(FALSE)
  part <- c("x", "index", "perm")
  identical(unname(target[part]), unname(values[part]))
}

# A view that repeats an element, or holds elements that are missing, has no place to write to.
check_writable_view <- function(view) {
  while (view$op == "view") {
    for (entry in view$index) {
      if (is.null(entry) || is.list(entry)) next
      if (anyNA(entry)) stop_at_subscript("This view has elements that are not in the file (NA subscripts): it cannot be assigned there.")
      if (anyDuplicated(entry)) stop_at_subscript("This view shows an element of the file more than once: assign to the array itself.")
    }
    view <- view$x
  }
}

store_values <- function(target, values) {
  result <- assign_values(target, values)
  bump_content(node_root(target)$handle)
  raise_plan_warnings(values, result$warnings)
}

# x[i] <- value with positions past the end, or absent names.
assign_past_end <- function(node, i, entry, values) {
  if (node$op != "dataset") stop_out_of_bounds(entry_reach(entry), node$dim, NULL)
  old <- node$dim
  extent <- entry_reach(entry)
  positions <- entry_values(entry)
  if (length(positions) > 0L && node_length(values) == 0) stop_ch5mpy("argument", "replacement has length zero")
  values <- node_pin(values)
  labels <- grown_labels(node, i, positions, extent)
  with_dim(node, extent, function(grown) {
    if (length(unique(positions[positions > old])) < extent - old) fill_missing(grown, old + 1, extent)
    assign_recycled(grown, list(entry), length(positions), values)
    if (!is.null(labels)) put_dimnames(grown$handle, list(labels))
  })
}

# The names of a grown vector: new ones where it was assigned by name, else empty ones.
grown_labels <- function(node, i, positions, extent) {
  labels <- node_labels(node)[[1L]]
  if (is.null(labels) && !is.character(i)) return(NULL)
  grown <- character(extent)
  grown[seq_along(labels)] <- labels
  past <- which(positions > node$dim)
  if (is.character(i)) {
    names <- i[past]
    grown[positions[past]] <- names
  }
  grown
}

fill_missing <- function(node, from, to) {
  na <- switch(node$type, character = NA_character_, double = NA_real_, integer = NA_integer_, complex = NA_complex_, NA)
  if (node$type == "raw") na <- as.raw(0L)
  put_elements(node, list(list(from = from, by = 1, n = to - from + 1)), to - from + 1, node_value(na))
}
