# Objects in a file: which thing is one, and how it is rebuilt in memory.

# The object that was found below `x`, in memory; an H5Opaque where it cannot be rebuilt. `above` are the
# groups we are in. `capped`: one of more than the cap is left alone.
read_object <- function(x, found, above = list(), capped = FALSE) {
  refuse <- function(error) give_opaque(x, c(found, list(reason = conditionMessage(error))))
  tryCatch({
    if (capped) check_object_fits(x, found)
    if (found$kind == "group") read_object_group(x, found, above) else read_object_dataset(x, found)
  },
    ch5mpy_error_untrusted = refuse, ch5mpy_error_unsupported = refuse, ch5mpy_error_corrupt = refuse
  )
}

read_object_group <- function(x, found, above) {
  group <- new_handle("H5GroupHandle", x, found$name, found$object)
  check_above(group, above)
  above <- c(above, group)
  if (identical(found$mark, "list")) return(read_list_object(group, found$count, above))
  if (identical(found$mark, "r_object")) return(read_marked_object(group, above))
  switch(if (is.null(found$encoding)) "" else found$encoding,
    dataframe = read_frame(group, above),
    categorical = read_factor(group),
    `nullable-integer` = , `nullable-boolean` = , `nullable-string-array` = read_nullable(group),
    {
      if (is.null(sparse_format(group, found$encoding))) return(read_plain_group(group, found, above))
      read_sparse(group, found$encoding)
    }
  )
}

read_marked_object <- function(group, above) {
  type <- own_mark(group, "type")
  switch(if (is_string(type)) type else "",
    list = set_attributes(read_parts(group, above), read_own(group)),
    S4 = read_slots(group, above),
    R5 = read_fields(group, above),
    method = read_by_method(group),
    stop_description("an object's type")
  )
}

# What is asked for by `$` is not loaded when it exceeds the cap.
check_object_fits <- function(x, found) {
  cap <- option_value("max_memory")
  if (is.infinite(cap)) return()
  group <- new_handle("H5GroupHandle", x, found$name, found$object)
  bytes <- if (isTRUE(found$record)) cpp_node_describe(group, "")$logical_bytes else 8 * elements_below(group, found, cap / 8)
  if (bytes <= cap) return()
  stop_ch5mpy("unsupported", paste0(
    "it takes more than the ", bytes_text(cap), " of h5_options(\"max_memory\"); h5_read() loads it, ",
    if (found$kind == "group") "h5_dict() gives its parts" else "H5Array() takes it lazily"
  ))
}

# The number of elements below, counted no further than it takes to exceed `limit`.
elements_below <- function(group, found, limit) {
  if (found$kind == "dataset") return(prod(found$shape))
  count <- 0
  waiting <- list(group)
  while (length(waiting) > 0L && count <= limit) {
    group <- waiting[[1L]]
    waiting <- waiting[-1L]
    for (key in cpp_node_names(group, "")) {
      child <- cpp_node_find(group, key, FALSE)
      count <- count + 1 + if (identical(child$kind, "dataset")) prod(child$shape) else 0
      if (identical(child$kind, "group")) waiting[[length(waiting) + 1L]] <- node_handle(group, key)
      if (count > limit) break
    }
  }
  count
}

read_object_dataset <- function(x, found) {
  handle <- new_handle("H5DatasetHandle", x, found$name, found$object)
  if (isTRUE(found$record)) return(read_record(handle))
  if (identical(found$mark, "r_serialized")) return(read_serialized(handle))
  if (identical(own_mark(handle, "type"), "symbol")) return(build_symbol(cpp_value_read(handle, "")$value))
  own <- read_own(handle, c("dim", "dimnames"))
  value <- read_base(x, found, "integer64" %in% own[["class"]])
  set_attributes(value, own)
}

# The vector or array itself.
read_base <- function(x, found, integer64) {
  read <- function() if (found$space == "scalar") read_scalar(x, found) else collect_node(found_node(x, found))
  if (integer64) reading_int64("integer64", read()) else read()
}

# Evaluates `code` while 64-bit integers are read as `policy` says.
reading_int64 <- function(policy, code) {
  before <- option_value("int64")
  if (policy == before) return(code)
  on.exit(cpp_session_settings(list(int64 = before)))
  cpp_session_settings(list(int64 = policy))
  code
}

# ---- Parts of objects ----

# What is at `key` of a group, in memory.
read_child <- function(group, key, above = list(group)) {
  found <- cpp_node_find(group, key, TRUE)
  if (is.null(found)) {
    stop_ch5mpy("corrupt", paste0(
      quote_text(group@name), " in ", quote_text(path_text(group)), " is damaged: it has no ", quote_text(key), "."
    ), path = path_text(group), name = group@name)
  }
  read_value(group, found, above)
}

read_children <- function(group, keys, above) {
  values <- vector("list", length(keys))
  for (i in seq_along(keys)) values[i] <- list(read_child(group, keys[i], above))
  values
}

# Values that are no object and no list.
read_vector <- function(group, key) {
  value <- read_child(group, key)
  if (is.atomic(value) && !is.object(value) && !is.null(value)) return(value)
  stop_ch5mpy("corrupt", paste0(
    quote_text(key), " of ", quote_text(group@name), " in ", quote_text(path_text(group)), " should be a vector."
  ), path = path_text(group), name = group@name)
}

# Whole numbers, whatever the type they are stored as.
read_integers <- function(group, key) {
  values <- reading_int64("double", read_vector(group, key))
  if (!is.numeric(values) || anyNA(values)) {
    stop_ch5mpy("corrupt", paste0(
      quote_text(key), " of ", quote_text(group@name), " in ", quote_text(path_text(group)), " should be whole numbers."
    ), path = path_text(group), name = group@name)
  }
  as.vector(values)
}
