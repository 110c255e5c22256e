# Lists: a list whose names can be keys is a group with them; any other list is a group marked as a
# list, with children "0", "1", ... and names, if it has any, in `__r_names__`.

# A list of a class whose names can be keys is an object by its elements; any other is a dict or a list
# with its attributes. The mark comes last: nothing is addressed through a list.
store_list <- function(value, loc, path, spec) {
  own <- attributes(value)
  own$names <- NULL
  elements <- bare_value(value)
  names(elements) <- attributes(value)[["names"]]
  marks <- list_attributes(elements)
  if (length(marks) == 0L && !is.null(own[["class"]])) marks <- list(`__r_type__` = "list", `__h5_type__` = "r_object")
  spec$element <- length(marks) > 0L
  store_children(elements, child_keys(elements), loc, path, spec)
  write_own(loc, path, own)
  for (name in names(marks)) cpp_attr_write(loc, path, name, marks[[name]])
}

# The new group `path` with `values` as its children `keys`.
store_children <- function(values, keys, loc, path, spec) {
  if (stack_is_low(1e6)) {
    stop_ch5mpy("unsupported", "A list is nested deeper than R's stack can follow; store parts of it.", name = path)
  }
  cpp_node_create_group(loc, path)
  children <- paste0(path, "/", keys)
  for (i in seq_along(values)) {
    if (is_empty_symbol(values[[i]])) store_symbol("", loc, children[i]) else store_value(values[[i]], loc, children[i], spec)
  }
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

# What chunk, type and so on are said of is an array.
check_can_store <- function(value, path, spec) {
  if (has_shape_arguments(spec) && !is_array_value(value)) {
    stop_ch5mpy("argument", paste0(
      "`chunk`, `type`, `maxdim` and `scalar` are for a vector or an array, not for ", value_text(value), "."
    ), name = path)
  }
}

is_array_value <- function(value) {
  is.atomic(value) && !is.null(value) && !is.factor(value) || is(value, "H5Array") || is(value, "H5DatasetHandle")
}
