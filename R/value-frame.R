# Data frames: anndata's dataframe, a group with one child a column and one for the row names.

store_frame <- function(value, loc, path, spec) {
  own <- attributes(value)
  columns <- bare_value(value)
  if (identical(own[["class"]], "data.frame")) own$class <- NULL
  index <- free_key("_index", own[["names"]])
  keys <- if (are_keys(own[["names"]])) enc2utf8(own[["names"]]) else element_key(seq_along(columns))
  cpp_node_create_group(loc, path)
  for (i in seq_along(columns)) store_column(columns[[i]], loc, paste0(path, "/", keys[i]), spec)
  store_column(own[["row.names"]], loc, paste0(path, "/", index), spec)
  cpp_attr_write(loc, path, "_index", index)
  cpp_attr_write(loc, path, "column-order", keys)
  if (!identical(keys, own[["names"]])) cpp_attr_write(loc, path, "__r_names__", own[["names"]])
  own[c("names", "row.names")] <- NULL
  write_own(loc, path, own)
  write_encoding(loc, path, "dataframe", "0.2.0")
}

# A name that none of `keys` is.
free_key <- function(key, keys) {
  while (key %in% keys) key <- paste0("_", key)
  key
}

# A column, or what else is of the data frame's length: in the encodings that pandas knows, where it is a
# plain vector.
store_column <- function(x, loc, path, spec) {
  plain <- is.null(attributes(x)) && is.atomic(x) && !is.null(x)
  if (plain && (is.integer(x) || is.logical(x)) && anyNA(x)) return(store_nullable(x, loc, path, spec))
  spec <- child_spec(spec)
  if (plain) {
    text <- is.character(x)
    spec$scalar <- FALSE
    spec$type <- if (text) "str"
    cpp_value_write(loc, path, x, spec)
    return(write_encoding(loc, path, if (text) "string-array" else "array", "0.2.0"))
  }
  if (is_empty_symbol(x)) store_symbol("", loc, path) else store_value(x, loc, path, spec)
}

# Values and a mask of what is missing.
store_nullable <- function(x, loc, path, spec) {
  spec <- child_spec(spec, scalar = FALSE)
  mask <- is.na(x)
  x[mask] <- if (is.logical(x)) FALSE else 1L
  cpp_node_create_group(loc, path)
  cpp_value_write(loc, paste0(path, "/values"), x, spec)
  cpp_value_write(loc, paste0(path, "/mask"), mask, spec)
  write_encoding(loc, path, if (is.logical(x)) "nullable-boolean" else "nullable-integer", "0.1.0")
}

read_nullable <- function(group) {
  values <- read_vector(group, "values")
  mask <- as.logical(read_vector(group, "mask"))
  if (length(mask) != length(values)) stop_lengths(group, "its values and its mask")
  values[mask] <- NA
  values
}

read_frame <- function(group, above) {
  keys <- read_texts_of(group, "column-order")
  index <- read_texts_of(group, "_index")
  if (length(index) != 1L) index <- "_index"
  columns <- lapply(keys, read_column, group = group, above = above)
  names <- own_mark(group, "names")
  names(columns) <- if (length(names) == length(keys)) as.character(names) else keys
  rows <- if (cpp_node_exists(group, index)) read_child(group, index, above) else NULL
  frame_of(group, columns, rows, index)
}

# Before its version 0.2 anndata kept a factor's categories elsewhere, and a reference to them.
read_column <- function(group, key, above) {
  if (!cpp_node_exists(group, key) || !"categories" %in% cpp_attr_names(group, key)) return(read_child(group, key, above))
  target <- cpp_record_read(group, key, "categories")$value$value
  if (!is_string(target) || !nzchar(target)) return(read_child(group, key, above))
  ordered <- "ordered" %in% cpp_attr_names(group, target) && isTRUE(as.logical(cpp_attr_read(group, target, "ordered")$value))
  make_factor(read_integers(group, key), as.character(read_vector(group, target)), ordered)
}

# Row names that R cannot have become a first column.
frame_of <- function(group, columns, rows, index) {
  n <- if (!is.null(rows)) NROW(rows) else if (length(columns)) NROW(columns[[1L]]) else 0L
  for (name in names(columns)[vapply(columns, NROW, 0L) != n]) stop_lengths(group, paste("its column", quote_text(name)))
  usable <- (is.character(rows) || is.integer(rows)) && is.null(attributes(rows)) && !anyNA(rows) && !anyDuplicated(rows)
  if (!is.null(rows) && !usable) columns <- c(structure(list(rows), names = index), columns)
  own <- read_own(group)
  if (is.null(own[["class"]])) own$class <- "data.frame"
  own$row.names <- if (usable) rows else .set_row_names(n)
  set_attributes(columns, own)
}

# An attribute of names. An empty one may be of any type.
read_texts_of <- function(group, attribute) {
  if (!attribute %in% cpp_attr_names(group, "")) return(character())
  value <- cpp_attr_read(group, "", attribute)$value
  if (length(value) == 0L) character() else as.character(value)
}

stop_lengths <- function(group, what) {
  stop_ch5mpy("corrupt", paste0(
    quote_text(group@name), " in ", quote_text(path_text(group)), " is damaged: ", what, " differ in length."
  ), path = path_text(group), name = group@name)
}
