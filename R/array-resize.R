# Changing the shape of a stored array in the file. What fails half-way is undone: the shape goes back
# and elements that had moved return.

#' Changing the shape and the stored type of an array in its file
#'
#' All of these change the file and return `x` (invisibly): every handle on the array sees the new
#' shape, while older views of it become stale. They work on a whole stored array, not on a view or a
#' computed array. What HDF5 cannot extend (tiny, contiguous, of fixed shape) is rewritten as a growable
#' dataset, in one step. Data moves in blocks, under the option `max_memory`.
#'
#' `h5_resize()` keeps the elements whose indices remain; new ones have the dataset's fill value.
#' `h5_append()` and `h5_insert()` put values at the end, or after position `after`, of one dimension;
#' `h5_remove()` takes positions `i` out of it. `h5_retype()` rewrites the elements under another stored
#' type, an error (`ch5mpy_error_type`) if one does not fit. Names along the dimension go with their
#' elements, new elements are named by the values' names or `""`.
#'
#' @param x An [H5Array] that is stored.
#' @param dim The new dims; for a vector its length.
#' @param values A vector or array, an `H5Array` or an expression: of `x`'s dims but for `along`, or a
#'   vector that fills such an array.
#' @param along The dimension that grows or shrinks: the last one unless said otherwise.
#' @param after The position after which the values come; 0 for the beginning.
#' @param i Positions to remove: any subscript that `x[i]` takes along that dimension.
#' @param type A stored type, such as `"float32"`, or one of R's.
#' @return `x`, invisibly.
#' @examples
#' x <- h5_create(tempfile(fileext = ".h5"), "x", 3)
#' x[] <- 1:3
#' h5_append(x, c(4, 5))
#' h5_insert(x, 0, after = 0)
#' h5_remove(x, -1)
#' x
#' @export
h5_resize <- function(x, dim) {
  node <- whole_node(x)
  dim <- check_dim(dim)
  if (length(dim) != length(node$dim)) {
    stop_argument("dim", dim, paste(length(node$dim), "whole numbers, one for each dimension"))
  }
  labels <- node_labels(node)
  resize_stored(node, dim)
  if (!is.null(labels)) put_dimnames(node$handle, Map(resized_labels, labels, dim))
  invisible(x)
}

resized_labels <- function(labels, n) {
  if (is.null(labels)) return(NULL)
  kept <- labels[seq_len(min(n, length(labels)))]
  c(kept, character(n - length(kept)))
}

# The fresh node of a whole stored array that may be written; a view is refused.
whole_node <- function(x) {
  if (!is(x, "H5Array")) stop_argument("x", x, "an H5Array")
  if (!array_is_stored(x)) stop_computed("has no shape in a file")
  if (!array_is_whole(x)) {
    stop_ch5mpy("unsupported", "A view cannot change the shape or type of its array: use the array itself.")
  }
  target_node(x)
}

resize_stored <- function(node, dim) {
  resize_dataset(node, dim)
  bump_shape(node$handle)
  refresh_dataset(node)
}

# Gives `work` the node under a new shape; when it fails the old shape returns.
with_dim <- function(node, dim, work) {
  old <- node$dim
  done <- FALSE
  grown <- resize_stored(node, dim)
  on.exit(if (!done) resize_stored(node, old))
  work(grown)
  done <- TRUE
}

#' @rdname h5_resize
#' @export
h5_append <- function(x, values, along = length(dim(x))) {
  node <- whole_node(x)
  along <- check_along(along, node)
  splice(node, values, node$dim[along], along)
  invisible(x)
}

#' @rdname h5_resize
#' @export
h5_insert <- function(x, values, after, along = length(dim(x))) {
  node <- whole_node(x)
  along <- check_along(along, node)
  after <- check_count(after, "after")
  if (after > node$dim[along]) stop_out_of_bounds(after, node$dim[along], along)
  splice(node, values, after, along)
  invisible(x)
}

check_along <- function(along, node) {
  if (node$vector && length(along) == 1L && along %in% 0:1) return(1L)
  along <- check_count(along, "along", min = 1)
  if (along > length(node$dim)) stop_argument("along", along, paste("at most", length(node$dim)))
  as.integer(along)
}

# Puts values between two positions of an axis.
splice <- function(node, values, after, along) {
  values <- check_fits(operand_node(values), node)
  slab <- slab_dim(values, node, along)
  count <- slab[along]
  if (count == 0) return(invisible())
  labels <- spliced_labels(node, values, after, count, along)
  values <- shaped_values(node_pin(values), slab)
  dim <- node$dim
  dim[along] <- dim[along] + count
  with_dim(node, dim, function(grown) {
    rest <- node$dim[along] - after
    home <- axis_range(grown, along, after + 1, rest)
    moved <- axis_range(grown, along, after + count + 1, rest)
    done <- FALSE
    if (rest > 0) store_values(moved, home)
    on.exit(if (!done && rest > 0) store_values(home, moved))
    store_values(axis_range(grown, along, after + 1, count), values)
    if (!is.null(labels)) put_dimnames(grown$handle, labels)
    done <- TRUE
  })
}

# The dims of `values` when they are put along an axis of the array.
slab_dim <- function(values, node, along) {
  slab <- node$dim
  others <- prod(slab[-along])
  n <- node_length(values)
  if (!values$vector && !node$vector) {
    if (length(values$dim) == length(slab) && identical(values$dim[-along], slab[-along])) return(values$dim)
    if (!identical(values$dim, slab[-along])) {
      stop_ch5mpy("argument", paste0(
        "`values` of shape ", shape_text(values$dim), " do not go along dimension ", along, " of an array of shape ",
        shape_text(slab), "."
      ))
    }
  }
  slab[along] <- if (others == 0) 0 else n / others
  if (slab[along] != trunc(slab[along])) {
    stop_ch5mpy("argument", paste0(
      format(n, scientific = FALSE), " values do not fill a whole number of slices of ", format(others, scientific = FALSE), "."
    ))
  }
  slab
}

axis_range <- function(node, along, from, n) {
  index <- vector("list", length(node$dim))
  index[[along]] <- list(from = from, by = 1, n = n)
  dim <- replace(node$dim, along, n)
  node_view(node, index, NULL, seq_along(dim), dim, node$vector)
}

# The labels after a splice: as c() and rbind() name things.
spliced_labels <- function(node, values, after, count, along) {
  labels <- node_labels(node)
  added <- if (length(values$dim) == length(node$dim)) node_labels(values)[[along]]
  if (is.null(labels[[along]]) && (is.null(added) || !node$vector)) {
    return(if (!is.null(labels)) labels)
  }
  if (is.null(labels)) labels <- vector("list", length(node$dim))
  old <- labels[[along]]
  if (is.null(old)) old <- character(node$dim[along])
  labels[[along]] <- append(old, if (is.null(added)) character(count) else added, after)
  labels
}

#' @rdname h5_resize
#' @export
h5_remove <- function(x, i, along = length(dim(x))) {
  node <- whole_node(x)
  along <- check_along(along, node)
  extent <- node$dim[along]
  labels <- node_labels(node)
  removed <- removed_positions(i, node, along, labels)
  if (length(removed) == 0L) return(invisible(x))
  first <- min(removed)
  kept <- entry_without(removed - first + 1, extent - first + 1)
  count <- entry_length(kept)
  if (count > 0) {
    rest <- axis_range(node, along, first, extent - first + 1)
    entries <- vector("list", length(node$dim))
    entries[[along]] <- kept
    store_values(axis_range(node, along, first, count), select_axes(rest, entries, FALSE))
  }
  resize_stored(node, replace(node$dim, along, first - 1 + count))
  if (!is.null(labels)) {
    if (!is.null(labels[[along]])) labels[[along]] <- labels[[along]][-removed]
    put_dimnames(node$handle, labels)
  }
  invisible(x)
}

removed_positions <- function(i, node, along, labels) {
  entry <- subscript_entry(i, node$dim[along], function() labels[[along]], along)
  positions <- entry_values(entry, node$dim[along])
  if (anyNA(positions)) stop_at_subscript("NA does not say what to remove.")
  unique(positions)
}

#' @rdname h5_resize
#' @export
h5_retype <- function(x, type) {
  node <- whole_node(x)
  check_string(type, "type")
  rewrite_array(node, type)
  bump_shape(node$handle)
  invisible(new_h5array(dataset_node(node$handle)))
}

#' @rdname H5Array
#' @export
setMethod("length<-", "H5Array", function(x, value) {
  n <- check_count(value, "value")
  if (!array_is_stored(x)) return(new_h5array(stretched_node(node_refresh(x@node), n)))
  node <- whole_node(x)
  if (length(node$dim) > 1L) {
    stop_ch5mpy("argument", "An array of several dimensions has no length of its own to set; use h5_resize(x, dim).")
  }
  labels <- node_labels(node)
  with_dim(node, n, function(resized) {
    if (n > node$dim) fill_missing(resized, node$dim + 1, n)
    if (!is.null(labels)) put_dimnames(node$handle, Map(resized_labels, labels, n))
  })
  x
})

# A computed vector of another length: NA past its end.
stretched_node <- function(node, n) {
  if (length(node$dim) > 1L) node <- node_reshape(node, node_length(node), TRUE)
  positions <- as.double(seq_len(n))
  positions[positions > node$dim] <- NA
  as_plain_vector(select_axes(node, list(as_entry(positions)), FALSE))
}
