# Selecting: subscripts become a view that reads nothing; a selection of one element is its value.

#' @rdname H5Array
#' @param i,j Subscripts, as in base R, one for each dimension (`...` are further ones); also an
#'   `H5Array` (`x[x > 3]`), or a matrix with a column for each dimension.
#' @param drop Whether dimensions of extent one are dropped.
#' @export
setMethod("[", "H5Array", function(x, i, j, ..., drop = TRUE) {
  count <- nargs() - 1L - !missing(drop)
  if (drop && !missing(i)) {
    value <- if (count == 1L) stored_element(x@node, i) else if (count == 2L && !missing(j)) stored_element(x@node, i, j)
    if (!is.null(value)) return(value)
  }
  subscripts <- gather_subscripts(count, substitute(list(...)), i, j, ...)
  node <- node_refresh(x@node)
  picked <- selected(select_node(node, subscripts, drop), drop)
  picking <- picking_subscripts(node, subscripts)
  if (!is.null(picking) && is(picked, "H5Array")) picked@node$picked_by <- picking
  picked
})

# What a selection by arrays (`x[x > 3]`) was made by: the array's node and its subscripts, to be known
# again; NULL of a selection by plain subscripts.
picking_subscripts <- function(node, subscripts) {
  arrays <- vapply(subscripts, is, NA, "H5Array")
  if (!any(arrays) || !node_is_stored(node)) return(NULL)
  subscripts[arrays] <- lapply(subscripts[arrays], function(array) expression_of(array@node))
  list(expression_of(node), subscripts)
}

# A node without its notes on the state of datasets.
expression_of <- function(node) {
  node$deps <- NULL
  if (!is.null(node[["x"]])) node$x <- expression_of(node$x)
  if (node$op %in% c("call", "map")) node$args <- lapply(node$args, expression_of)
  node
}

# What `[` gives of a view whose dims are not dropped yet.
selected <- function(view, drop) {
  if (!drop) return(new_h5array(view))
  if (node_length(view) == 1) return(single_value(view))
  new_h5array(if (length(view$dim) > 1L) select_axes(view, vector("list", length(view$dim)), TRUE) else view)
}

# A method's subscripts as a list, `everything` for those left out. `dots` is its unevaluated list(...).
gather_subscripts <- function(count, dots, i, j, ...) {
  subscripts <- list(if (missing(i)) everything else i)
  if (count < 2L) return(subscripts)
  subscripts[2L] <- list(if (missing(j)) everything else j)
  further <- lapply(seq_len(count - 2L), function(k) {
    if (identical(dots[[k + 1L]], quote(expr = ))) everything else ...elt(k)
  })
  c(subscripts, further)
}

# One element of a stored array at plain numbers: the way of loops, kept short. NULL where more has to be done or
# said.
stored_element <- function(node, ...) {
  if (node$op != "dataset" || (...length() == 1L && !node$vector)) return(NULL)
  handle <- node$handle
  value <- cpp_array_element(handle, list(...))
  if (!is.null(value) && is_unlabelled(handle)) value
}

# The value of a view of one element, with the name base R leaves it: a vector's, or of an array's
# dimnames that of the only dimension that has any.
single_value <- function(view) {
  value <- collect_elements(view)
  labels <- node_labels(view)
  if (is.null(labels)) return(value)
  named <- which(!vapply(labels, is.null, NA))
  if (length(named) == 1L) names(value) <- labels[[named]]
  value
}

# The view that `subscripts` (see subscript_entry) select, of all axes; `node` is fresh.
select_node <- function(node, subscripts, drop) {
  if (length(subscripts) == 1L) return(select_linear(node, subscripts[[1L]], drop))
  select_axes(node, axis_entries(node, subscripts), FALSE)
}

axis_entries <- function(node, subscripts) {
  rank <- length(node$dim)
  if (node$vector || length(subscripts) != rank) stop_at_subscript("incorrect number of dimensions")
  entries <- vector("list", rank)
  for (axis in seq_len(rank)) {
    labels <- function() node_labels(node)[[axis]]
    entry <- subscript_entry(subscripts[[axis]], node$dim[axis], labels, axis)
    if (!is.null(entry)) entries[[axis]] <- entry
  }
  entries
}

# One subscript runs over the elements in R's order.
select_linear <- function(node, i, drop) {
  if (is_everything(i)) return(select_axes(node, vector("list", length(node$dim)), FALSE))
  entry <- linear_entry(node, i)
  if (length(node$dim) > 1L) node <- node_reshape(node, node_length(node), TRUE)
  view <- select_axes(node, list(entry), FALSE)
  # a 1-d array stays one, unless at most one element is left
  if (!node$vector && drop && view$dim <= 1) view <- as_plain_vector(view)
  view
}

linear_entry <- function(node, i) {
  positions <- matrix_positions(i, node)
  if (!is.null(positions)) return(as_entry(positions))
  labels <- function() if (length(node$dim) == 1L) node_labels(node)[[1L]]
  subscript_entry(i, node_length(node), labels)
}

as_plain_vector <- function(view) {
  if (view$op != "view" || is.null(view$keep) || !is.null(view[["labels"]])) return(node_reshape(view, view$dim, TRUE))
  view$vector <- TRUE
  view
}

# A view by one entry for each axis of `node`; `drop` drops axes of extent one.
select_axes <- function(node, entries, drop) {
  dim <- node$dim
  for (axis in seq_along(entries)) {
    entry <- entries[[axis]]
    if (!is.null(entry)) dim[axis] <- if (is.list(entry)) entry$n else length(entry)
  }
  kept <- seq_along(dim)
  vector <- node$vector
  if (drop && !vector) {
    kept <- which(dim != 1)
    if (length(kept) <= 1L) vector <- TRUE
    if (length(kept) == 0L) kept <- 1L
  }
  if (can_merge(node, entries)) return(merge_view(node, entries, dim, kept, vector))
  node_view(node, entries, NULL, kept, dim[kept], vector)
}

# A view of a view is one view, unless a reshape or labels of its own lie between.
can_merge <- function(node, entries) {
  if (node$op != "view" || is.null(node$keep) || !is.null(node[["labels"]])) return(FALSE)
  if (!anyNA(node$keep)) return(TRUE)
  added <- entries[is.na(node$keep)]
  all(vapply(added, is.null, NA))
}

merge_view <- function(view, entries, dim, kept, vector) {
  for (axis in seq_along(entries)) {
    if (is.null(entries[[axis]])) next
    source <- view_axis(view, axis)
    merged <- entry_at(view$index[[source]], entries[[axis]])
    view$index[source] <- list(merged)
  }
  view$keep <- view$keep[kept]
  view$dim <- dim[kept]
  view$vector <- vector
  view$picked_by <- NULL
  view
}

# The axis of the source that axis `k` of a view is.
view_axis <- function(view, k) {
  if (is.null(view$perm)) view$keep[k] else view$perm[view$keep[k]]
}

#' @rdname H5Array
#' @export
setMethod("[[", "H5Array", function(x, i, j, ...) {
  further <- list(...)
  further$exact <- NULL
  subscripts <- if (missing(j)) list(i) else c(list(i, j), further)
  value <- do.call(stored_element, c(list(x@node), subscripts))
  if (!is.null(value)) return(value)
  # takes no names along
  collect_elements(select_node(node_refresh(x@node), check_element(subscripts), TRUE))
})

check_element <- function(subscripts) {
  for (i in subscripts) {
    if (length(i) > 1L) stop_at_subscript("attempt to select more than one element in vectorIndex")
    if (length(i) < 1L) stop_at_subscript("attempt to select less than one element in get1index")
    if (!is.numeric(i) && !is.character(i) && !isTRUE(i)) stop_at_subscript(sprintf("invalid subscript type '%s'", typeof(i)))
    if (is.numeric(i) && (is.na(i) || i < 1)) stop_out_of_element(i)
  }
  subscripts
}

stop_out_of_element <- function(i) {
  if (is.na(i)) stop_at_subscript("subscript out of bounds: NA")
  stop_at_subscript(if (i == 0) "attempt to select less than one element in get1index <real>" else {
    "invalid negative subscript in get1index <real>"
  })
}
