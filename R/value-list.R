# Lists: a list whose names can be keys is a group with them; any other list is a group marked as a
# list, with children "0", "1", ... and names, if it has any, in `__r_names__`.

# Attributes of a group that say what list it is.
group_attributes <- c("__h5_type__", "__r_names__", "__r_order__")

# The mark comes last: nothing is addressed through a list.
store_list <- function(value, loc, path, spec) {
  attributes <- list_attributes(value)
  cpp_node_create_group(loc, path)
  children <- paste0(path, "/", child_keys(value))
  spec$element <- length(attributes) > 0L
  for (i in seq_along(value)) store_value(value[[i]], loc, children[i], spec)
  for (name in names(attributes)) cpp_attr_write(loc, path, name, attributes[[name]])
}

# None for a dict.
list_attributes <- function(value) {
  if (are_keys(names(value))) return(list())
  c(list(`__h5_type__` = "list"), if (!is.null(names(value))) list(`__r_names__` = names(value)))
}

child_keys <- function(value) {
  if (are_keys(names(value))) enc2utf8(names(value)) else element_key(seq_along(value))
}

# The name of a list's i-th child.
element_key <- function(i) sprintf("%.0f", i - 1)

# A value that cannot be stored is an error, wherever in a list it is; `path` is where it was to go.
check_can_store <- function(value, path, spec) {
  found <- find_unstorable(value)
  if (!is.null(found)) stop_unstorable(found, path)
  if (has_shape_arguments(spec) && !is_array_value(value)) {
    stop_ch5mpy("argument", paste0(
      "`chunk`, `type`, `maxdim` and `scalar` are for a vector or an array, not for ", value_text(value), "."
    ), name = path)
  }
}

is_array_value <- function(value) is.atomic(value) && !is.null(value) || is(value, "H5Array") || is(value, "H5DatasetHandle")

# The first part of `value` that cannot be stored, and the subscripts that lead to it; NULL when
# there is none.
find_unstorable <- function(value) {
  if (is_storable(value)) {
    if (!is.list(value)) return(NULL)
    for (i in seq_along(value)) {
      found <- find_unstorable(value[[i]])
      if (!is.null(found)) {
        found$at <- paste0(subscript_text(names(value)[i], i), found$at)
        return(found)
      }
    }
    return(NULL)
  }
  list(at = "", value = value)
}

# Whether `value` itself, leaving aside what is in it, can be stored.
is_storable <- function(value) {
  if (isS4(value)) return(is(value, "H5Handle") || is(value, "H5Array"))
  if (is.object(value)) return(FALSE)
  if (is.atomic(value)) {
    return(is.null(attributes(value)) || all(names(attributes(value)) %in% c("names", "dim", "dimnames")))
  }
  is.vector(value, "list")
}

subscript_text <- function(name, i) {
  if (is.null(name) || is.na(name) || !nzchar(name)) paste0("[[", i, "]]") else paste0("$", name_text(name))
}

stop_unstorable <- function(found, path, call = user_call()) {
  force(call)
  what <- if (is.object(found$value) || !is.atomic(found$value) && !is.list(found$value)) {
    paste("is an object of class", quote_text(class(found$value)[1L]))
  } else {
    extra <- setdiff(names(attributes(found$value)), c("names", "dim", "dimnames"))
    if (is.list(found$value)) extra <- setdiff(names(attributes(found$value)), "names")
    if (length(extra)) paste("has the attribute", quote_text(extra[1L])) else paste("is a", typeof(found$value))
  }
  stop_ch5mpy("type", paste0(
    "The value for ", quote_text(path), if (nzchar(found$at)) paste0(", at `", found$at, "`,"), " ", what,
    ", which cannot be stored; store its parts as vectors and lists."
  ), name = path, call = call)
}
