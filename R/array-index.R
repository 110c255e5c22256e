# Subscripts: what a user writes is brought into the form that plans have (plan-entry.R), with base R's
# rules and errors.

# Stands for a subscript left out.
everything <- new.env(parent = emptyenv())

is_everything <- function(i) is.environment(i) && identical(i, everything)

# The entry for one subscript on an axis of `extent`. `labels` is a function giving the axis's names.
# With `grow`, positions past the end and absent names are allowed: see grown_positions().
subscript_entry <- function(i, extent, labels, axis = NULL, grow = FALSE) {
  if (is_everything(i)) return(NULL)
  if (is.factor(i)) i <- as.integer(i)
  entry <- switch(typeof(i),
    double = , integer = number_entry(i, extent, axis, grow),
    logical = logical_entry(i, extent, axis, grow),
    character = text_entry(i, extent, labels, axis, grow),
    `NULL` = no_positions,
    S4 = array_entry(i, extent, labels, axis, grow),
    stop_at_subscript(sprintf("invalid subscript type '%s'", typeof(i)))
  )
  simplify_entry(entry, extent)
}

stop_at_subscript <- function(message, ...) stop_ch5mpy("subscript", message, ...)

stop_out_of_bounds <- function(position, extent, axis) {
  place <- if (is.null(axis)) "the array has" else paste0("dimension ", axis, " has")
  stop_at_subscript(paste0(
    "subscript out of bounds: ", format(position, scientific = FALSE, digits = 15), ", where ", place, " ",
    format(extent, scientific = FALSE), if (extent == 1) " element." else " elements."
  ))
}

number_entry <- function(i, extent, axis, grow) {
  n <- length(i)
  if (n == 1L) return(single_entry(i, extent, axis, grow))
  if (n == 0L) return(no_positions)
  if (is.double(i)) i <- trunc(as.vector(i))
  bounds <- range(0L, i, na.rm = TRUE)
  if (bounds[1L] < 0) {
    if (bounds[2L] > 0 || anyNA(i)) stop_at_subscript("only 0's may be mixed with negative subscripts")
    return(entry_without(-i, extent))
  }
  if (bounds[2L] > extent && !grow) stop_out_of_bounds(bounds[2L], extent, axis)
  zero <- i == 0L
  if (any(zero, na.rm = TRUE)) i <- i[is.na(zero) | !zero]
  as_entry(i)
}

single_entry <- function(i, extent, axis, grow) {
  i <- trunc(as.double(i))
  if (is.na(i)) return(NA_real_)
  if (i == 0) return(no_positions)
  if (i < 0) return(entry_without(-i, extent))
  if (i > extent && !grow) stop_out_of_bounds(i, extent, axis)
  list(from = i, by = 1, n = 1)
}

# All positions but some (positive ones, zeros among them). At either end a range remains.
entry_without <- function(left_out, extent) {
  left_out <- unique(left_out[left_out > 0 & left_out <= extent])
  n <- length(left_out)
  if (n == 0L) return(NULL)
  if (n == extent) return(no_positions)
  if (max(left_out) == n) return(list(from = n + 1, by = 1, n = extent - n))
  if (min(left_out) == extent - n + 1) return(list(from = 1, by = 1, n = extent - n))
  as_entry(as.double(seq_len(extent))[-left_out])
}

logical_entry <- function(i, extent, axis, grow) {
  n <- length(i)
  if (n == 0L) return(no_positions)
  if (n > extent && !grow && !(is.null(axis) && isFALSE(i))) stop_at_subscript("(subscript) logical subscript too long")
  if (n == 1L && !is.na(i) && (extent > 0 || !i)) return(if (i) NULL else no_positions)
  if (n < extent) i <- rep_len(i, extent)
  positions <- which(i | is.na(i))
  positions[is.na(i[positions])] <- NA
  as_entry(as.double(positions))
}

text_entry <- function(i, extent, labels, axis, grow) {
  known <- labels()
  positions <- match(i, known)
  positions[is.na(i) | !nzchar(i)] <- NA
  absent <- is.na(positions)
  if (!any(absent)) return(as_entry(positions))
  if (grow) return(as_entry(grown_positions(i, positions, extent)))
  place <- if (is.null(axis)) "the array's names" else paste0("the names of dimension ", axis)
  stop_at_subscript(paste0(
    "subscript out of bounds: ", quote_text(i[absent][1L]), " is not among ", place,
    if (is.null(known)) ", which has none", "."
  ), name = i[absent][1L])
}

# Absent names go past the end, each once, in the order in which they come; an NA is always a new one.
grown_positions <- function(i, positions, extent) {
  absent <- which(is.na(positions))
  unnamed <- is.na(i[absent]) | !nzchar(i[absent])
  key <- i[absent]
  key[unnamed] <- paste0("\001", which(unnamed))
  positions[absent] <- extent + match(key, unique(key))
  positions
}

# An H5Array as subscript: of a logical one only the positions that are TRUE come into memory.
array_entry <- function(i, extent, labels, axis, grow) {
  if (!is(i, "H5Array")) stop_at_subscript("invalid subscript type 'S4'")
  node <- node_refresh(i@node)
  n <- node_length(node)
  if (node$type != "logical") return(subscript_entry(collect_elements(node), extent, labels, axis, grow))
  if (n < extent) return(logical_entry(collect_elements(node), extent, axis, grow))
  if (n > extent && !grow) stop_at_subscript("(subscript) logical subscript too long")
  as_entry(mask_positions(node))
}

# Where a logical array is TRUE, and NA where it is NA, in order.
mask_positions <- function(node) {
  found <- cpp_plan_points(node)
  raise_plan_warnings(node, found$warnings)
  if (length(found$missing) == 0L) return(found$positions)
  all_positions <- c(found$positions, found$missing)
  order <- order(all_positions)
  all_positions[seq_along(found$missing) + length(found$positions)] <- NA
  all_positions[order]
}

# A matrix with one column for each axis selects single elements: their positions, as in base R.
# NULL when `i` is not such a matrix.
matrix_positions <- function(i, node) {
  if (!is_point_matrix(i, node)) return(NULL)
  if (is(i, "H5Array")) i <- collect_node(i@node)
  if (is.character(i)) i <- named_points(i, node_labels(node))
  i <- trunc(i)
  if (any(i < 0, na.rm = TRUE)) stop_at_subscript("negative values are not allowed in a matrix subscript")
  i <- i[rowSums(i == 0, na.rm = TRUE) == 0, , drop = FALSE]
  positions <- 1
  step <- 1
  for (axis in seq_along(node$dim)) {
    over <- which(i[, axis] > node$dim[axis])
    if (length(over) > 0L) stop_out_of_bounds(i[over[1L], axis], node$dim[axis], axis)
    positions <- positions + (i[, axis] - 1) * step
    step <- step * node$dim[axis]
  }
  positions[seq_len(nrow(i))]
}

is_point_matrix <- function(i, node) {
  if (node$vector) return(FALSE)
  if (is(i, "H5Array")) {
    type <- i@node$type
    dim <- i@node$dim
    if (i@node$vector) return(FALSE)
  } else {
    type <- typeof(i)
    dim <- dim(i)
  }
  type %in% c("integer", "double", "character") && length(dim) == 2L && dim[2L] == length(node$dim)
}

named_points <- function(i, labels) {
  points <- matrix(0, nrow(i), ncol(i))
  for (axis in seq_len(ncol(i))) {
    points[, axis] <- match(i[, axis], labels[[axis]])
    absent <- is.na(points[, axis]) & !is.na(i[, axis])
    if (any(absent)) {
      stop_at_subscript(paste0(
        "subscript out of bounds: ", quote_text(i[absent, axis][1L]), " is not among the names of dimension ", axis, "."
      ))
    }
  }
  points
}
