# A list in a file as a list: reading, assigning, inserting and deleting its elements.

#' @rdname H5List
#' @export
setMethod("length", "H5List", function(x) as.integer(cpp_node_find(x, "", FALSE)$count))

#' @rdname H5List
#' @export
setMethod("length<-", "H5List", function(x, value) {
  require_writable(x)
  n <- length(x)
  names <- element_names(x, n)
  length <- check_count(value, "value")
  places <- number_places(n, names)[seq_len(length)]
  if (length > n && !is.null(names)) names(places) <- c(names, character(length - n))
  apply_plan(x, n, names, places)
})

#' @rdname H5List
#' @export
setMethod("names", "H5List", function(x) element_names(x, length(x)))

#' @rdname H5List
#' @param value The value to store; `NULL` deletes.
#' @export
setMethod("names<-", "H5List", function(x, value) {
  if (identical(names(x), value)) return(x)
  require_writable(x)
  n <- length(x)
  if (length(value) > n) stop_bad_subscript(x, paste0("'names' attribute [", length(value), "] must be the same length as the list [", n, "]"))
  write_element_names(x, if (!is.null(value)) c(as.character(value), rep(NA_character_, n - length(value))))
  x
})

write_element_names <- function(x, names) {
  if (!is.null(names)) {
    cpp_attr_write(x, "", "__r_names__", enc2utf8(names))
  } else if ("__r_names__" %in% cpp_attr_names(x, "")) {
    cpp_attr_delete(x, "", "__r_names__")
  }
}

#' @rdname H5List
#' @param i A position, or a name.
#' @param j,drop Not for lists.
#' @export
setMethod("[[", "H5List", function(x, i, j, ...) {
  if (!missing(j) || ...length() > 0L && !identical(...names(), "exact")) stop_dimensions(x)
  if (length(i) > 1L) return(element_within(x, x[[i[[1L]]]], i[-1L]))
  get_element(x, place_of(x, i))
})

get_element <- function(x, place) {
  found <- cpp_node_find(x, element_key(place), TRUE)
  if (is.null(found)) stop_bad_subscript(x, paste0("the list has ", length(x), " elements, there is no element ", place))
  node_object(x, found)
}

# The position that a single subscript names.
place_of <- function(x, i) {
  if (is.character(i) && length(i) == 1L) {
    place <- match(i, names(x))
    if (is.na(place) || is.na(i)) stop_absent(x, i)
    return(place)
  }
  if (is.numeric(i) && length(i) == 1L && !is.na(i) && i >= 1) return(floor(i))
  by_base(seq_len(length(x))[[i]], x)
}

#' @rdname H5List
#' @export
setMethod("$", "H5List", function(x, name) {
  place <- match(name, names(x))
  if (!is.na(place)) get_element(x, place)
})

#' @rdname H5List
#' @export
setMethod("[", "H5List", function(x, i, j, ..., drop = TRUE) {
  if (!missing(j) || ...length() > 0L) stop_dimensions(x)
  fetch <- function(place) get_element(x, place)
  n <- length(x)
  if (missing(i)) pick_elements(x, n, element_names(x, n), fetch = fetch) else pick_elements(x, n, element_names(x, n), i, fetch)
})

#' @rdname H5List
#' @export
setMethod("$<-", "H5List", function(x, name, value) set_element(x, name, value))

#' @rdname H5List
#' @export
setMethod("[[<-", "H5List", function(x, i, j, ..., value) {
  if (!missing(j) || ...length() > 0L) stop_dimensions(x)
  if (length(i) > 1L) {
    inner <- x[[i[[1L]]]]
    inner[[i[-1L]]] <- value
    return(set_element(x, i[[1L]], inner))
  }
  set_element(x, i, value)
})

#' @rdname H5List
#' @export
setMethod("[<-", "H5List", function(x, i, j, ..., value) {
  if (!missing(j) || ...length() > 0L) stop_dimensions(x)
  require_writable(x)
  n <- length(x)
  names <- element_names(x, n)
  plan <- if (missing(i)) plan_assignment(x, n, names, value = value, single = FALSE) else plan_assignment(x, n, names, i, value, FALSE)
  apply_plan(x, n, names, plan)
})

set_element <- function(x, i, value) {
  require_writable(x)
  n <- length(x)
  if (is.numeric(i) && length(i) == 1L && !is.na(i) && i >= 1 && i <= n + 1 && !is.null(value)) {
    key <- element_key(floor(i))
    if (i > n || !is_own_value(x, key, value)) write_children(x, key, list(value))
    return(x)
  }
  names <- element_names(x, n)
  apply_plan(x, n, names, plan_assignment(x, n, names, i, value, single = TRUE))
}

# Makes the list what `plan` (of plan_assignment()) says: new values at their places, then what is
# missing from it deleted, which closes the gaps.
apply_plan <- function(x, n, names, plan) {
  new <- is_new(plan)
  filled <- vapply(plan, is.null, NA)
  # A new value stands where the element stood that it replaces, or past the end; a gap is filled with
  # NULL. Base R only deletes and fills, or only replaces and fills.
  deleted <- setdiff(seq_len(n), c(unlist(plan[!new]), which(new)))
  if (length(deleted)) cpp_node_renumber(x, deleted - 1)
  at <- which(new | filled)
  keys <- element_key(at)
  values <- lapply(unname(plan[at]), function(value) if (!is.null(value)) value[[1L]])
  own <- vapply(seq_along(at), function(k) at[k] <= n && is_own_value(x, keys[k], values[[k]]), NA)
  write_children(x, keys[!own], values[!own])
  if (!identical(names(plan), names)) write_element_names(x, names(plan))
  x
}

# Stores values as children of the list, in one step; the children are replaced or new.
write_children <- function(x, keys, values) {
  if (length(values) == 1L && is_plain(values[[1L]])) {
    return(cpp_value_write(x, keys, values[[1L]], plain_spec(x, values[[1L]])))
  }
  spec <- default_spec(x@order, element = TRUE)
  for (k in seq_along(values)) {
    check_can_store(values[[k]], keys[k], spec)
    check_not_inside(values[[k]], x)
  }
  if (length(keys)) link_values(x, keys, values, character(), spec)
}

#' @rdname H5List
#' @param l An `H5List`.
#' @param object Any R object that can be stored.
#' @export
h5_push <- function(l, object) {
  if (!is(l, "H5List")) stop_argument("l", l, "an H5List")
  require_writable(l)
  write_children(l, element_key(length(l) + 1), list(object))
  invisible(l)
}

#' @rdname H5List
#' @param values A list (or vector) of what is inserted.
#' @param after The position after which it is inserted; at the end by default.
#' @export
setGeneric("append")

#' @rdname H5List
#' @export
setMethod("append", "H5List", function(x, values, after = length(x)) append_elements(x, values, after))

share_method("append", "H5List", "append_elements")

append_elements <- function(x, values, after = length(x)) {
  require_writable(x)
  n <- length(x)
  after <- min(check_count(after, "after"), n)
  values <- if (is.list(values) || is.atomic(values) || is(values, "H5List") || is(values, "H5Dict")) as.list(values) else list(values)
  insert_elements(x, n, after, values)
  x
}

# The values are built aside first, so that what cannot be stored leaves the list as it is.
insert_elements <- function(x, n, after, values) {
  count <- length(values)
  if (count == 0L) return()
  old_names <- element_names(x, n)
  write_children(x, element_key(n + seq_len(count)), unname(values))
  if (after < n) rotate_elements(x, n, after, count)
  if (!is.null(old_names) || !is.null(names(values))) {
    names <- if (is.null(old_names)) rep("", n) else old_names
    own <- if (is.null(names(values))) rep("", count) else names(values)
    write_element_names(x, base::append(names, own, after))
  }
}

# The last `count` elements go to the places after `after`.
rotate_elements <- function(x, n, after, count) {
  aside <- paste0("..", seq_len(count))
  for (k in seq_len(count)) cpp_node_move(x, element_key(n + k), x, aside[k])
  for (place in rev(seq.int(after + 1, n))) cpp_node_move(x, element_key(place), x, element_key(place + count))
  for (k in seq_len(count)) cpp_node_move(x, aside[k], x, element_key(after + k))
}

#' @export
as.list.H5List <- function(x, ...) x[]

#' @export
rev.H5List <- function(x) rev(as.list(x))

#' @importFrom utils head
#' @export
head.H5List <- function(x, n = 6L, ...) x[head(seq_len(length(x)), n)]

#' @importFrom utils tail
#' @export
tail.H5List <- function(x, n = 6L, ...) x[tail(seq_len(length(x)), n)]

#' @method unlist H5List
#' @export
unlist.H5List <- function(x, recursive = TRUE, use.names = TRUE) unlist(h5_read(x), recursive, use.names)

#' @export
c.H5List <- function(...) join_lists(...)

#' @export
.DollarNames.H5List <- function(x, pattern = "") grep(pattern, unique(names(x)[nzchar(names(x))]), value = TRUE)
