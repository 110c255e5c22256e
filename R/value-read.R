# Reading a value whole into memory.

#' Read an object from a file into memory
#'
#' The object at `name`, whatever it is, in memory: a vector or an array with its names or dimnames, a
#' dict as a named list, a list as a list, each with all that is in it. What cannot be read stays an
#' [H5Opaque].
#'
#' @param file The path of a file, or a handle of a file, group or dataset, an `H5Dict`, `H5List` or
#'   `H5Array` (also a view, or a computed one).
#' @param name A name in it, such as `"a/b"`; by default the thing itself.
#' @param trust Whether things that can only be rebuilt by running code are rebuilt.
#' @return The object. All of it must fit into R's memory.
#' @examples
#' path <- tempfile(fileext = ".h5")
#' h5_write(list(a = 1, b = matrix(1:4, 2)), path, "g")
#' h5_read(path, "g/b")
#' str(h5_read(path))
#' @export
setGeneric("h5_read", function(file, name = NULL, trust = FALSE) standardGeneric("h5_read"), signature = "file")

#' @rdname h5_read
#' @export
setMethod("h5_read", "ANY", function(file, name = NULL, trust = FALSE) {
  loc <- as_handle(file)
  if (is.character(file)) on.exit(h5_close(loc))
  path <- if (is.null(name)) "" else check_read_name(name)
  check_flag(trust, "trust")
  if (trust) attr(loc, "trust") <- TRUE
  found <- cpp_node_find(loc, path, TRUE)
  if (is.null(found)) stop_absent(loc, path)
  read_value(loc, found)
})

#' @rdname h5_read
#' @export
setMethod("h5_read", "H5Array", function(file, name = NULL, trust = FALSE) {
  if (!is.null(name)) stop_ch5mpy("argument", "There are no names inside an array; leave `name` out.", name = name)
  if (!array_is_whole(file)) return(collect_node(file@node))
  handle <- array_handle(file)
  read_value(handle, cpp_node_find(handle, "", FALSE))
})

check_read_name <- function(name) if (identical(name, "")) "" else if (is_string(name) && grepl("^/+$", name)) "/" else check_path(name)

# What a cpp_node_find() result below `x` holds, in memory. `above` are the groups we are in: a group
# that contains itself is not followed.
read_value <- function(x, found, above = list()) {
  if (!is.null(found$value)) return(found$value)
  switch(found_kind(found),
    null = NULL,
    scalar = read_scalar(x, found),
    array = read_array(x, found),
    dict = , list = read_group(x, found, above),
    object = read_object(x, found, above),
    give_opaque(x, found)
  )
}

# An array with the attributes that R gave it.
read_array <- function(x, found) {
  value <- collect_node(found_node(x, found))
  if (!is.null(found$codes)) value <- enum_value(value, found$labels, found$codes)
  if (!any(startsWith(as.character(found$own), "__r_"))) return(value)
  set_attributes(value, read_own(new_handle("H5DatasetHandle", x, found$name, found$object), c("dim", "dimnames")))
}

read_scalar <- function(x, found) {
  result <- cpp_value_read(new_handle("H5DatasetHandle", x, found$name, found$object), "")
  for (message in result$warnings) warn_ch5mpy(message)
  if (is.null(found$codes)) result$value else enum_value(result$value, found$labels, found$codes)
}

# The node of the dataset that was found.
found_node <- function(x, found) {
  dataset_node(new_handle("H5DatasetHandle", x, found$name, found$object), found)
}

# "null", "scalar", "array", "dict", "list", "object", "opaque".
found_kind <- function(found) {
  mark <- found$mark
  if (found$kind == "group") {
    if (is_object_group(found)) "object" else if (is.null(mark)) "dict" else if (mark == "list") "list" else "opaque"
  } else if (found$kind != "dataset") {
    "opaque"
  } else if (!is.null(mark)) {
    switch(mark, r_null = "null", r_serialized = "object", "opaque")
  } else if (found$space == "null") {
    "null"
  } else if (is_object_dataset(found)) {
    "object"
  } else if (is.na(found$rtype)) {
    "opaque"
  } else if (found$space == "scalar") {
    "scalar"
  } else {
    "array"
  }
}

group_depth_max <- 256L

read_group <- function(x, found, above) {
  group <- new_handle("H5GroupHandle", x, found$name, found$object)
  if (is_among(group, above)) return(new_opaque(x, repeated_group(found)))
  check_above(group, above)
  read_plain_group(group, found, c(above, group))
}

check_above <- function(group, above) {
  if (length(above) >= group_depth_max || stack_is_low()) stop_too_deep(group)
  count_group(group, above)
}

# A file of 40 groups, each linked twice from the one above, is a tree of 10^12: how many groups one
# reading takes is held against how many there are.
reading <- new.env(parent = emptyenv())
groups_unasked <- 1000

count_group <- function(group, above) {
  if (length(above) == 0L) {
    reading$groups <- 0
    reading$most <- groups_unasked
  }
  reading$groups <- reading$groups + 1
  if (reading$groups <= reading$most) return()
  reading$most <- max(groups_unasked, 10 * length(walk(c(above, group)[[1L]], TRUE)))
  if (reading$groups > reading$most) {
    stop_ch5mpy("unsupported", paste0(
      quote_text(path_text(group)), " holds groups that are reached in very many ways: more than ",
      format(reading$most), " would be read; read parts of it."
    ), path = path_text(group), name = group@name)
  }
}

# A dict or a list, with its attributes.
read_plain_group <- function(group, found, above) {
  is_list <- identical(found$mark, "list")
  keys <- if (is_list) element_key(seq_len(found$count)) else ordered_keys(group)
  values <- read_children(group, keys, above)
  names(values) <- if (is_list) element_names(group, found$count) else keys
  if (!any(startsWith(as.character(found$own), "__r_"))) return(values)
  set_attributes(values, read_own(group))
}

# Whether a group is one of `groups`, under whatever name.
is_among <- function(group, groups) {
  for (other in groups) if (cpp_node_same(group, other)) return(TRUE)
  FALSE
}

repeated_group <- function(found) {
  found$kind <- "repeated"
  found
}

# The names of a list's elements: NULL where it has none.
element_names <- function(group, count) {
  if (!("__r_names__" %in% cpp_attr_names(group, ""))) return(NULL)
  names <- cpp_attr_read(group, "", "__r_names__")$value
  if (length(names) < count) names <- c(names, rep("", count - length(names)))
  names[seq_len(count)]
}

stop_too_deep <- function(group) {
  stop_ch5mpy("unsupported", paste0(
    quote_text(group@name), " in ", quote_text(path_text(group)), " is nested too deep (", group_depth_max,
    " groups at most, and as far as R's stack goes); read parts of it."
  ), path = path_text(group), name = group@name)
}
