# Storing a value: it is checked whole before anything is written, built aside, and linked in one step,
# so that nobody ever sees half of it and what it replaces is there until it is complete.

#' Write an object into a file
#'
#' @description
#' `h5_write()` stores any R object at a name in a file, replacing what is there in one step: the old
#' value is there until the new one is complete. `d$x <- value` on an [H5Dict()] does the same.
#'
#' A vector or array becomes a dataset, a single value without attributes a 0-D one; a named list
#' becomes a group (an [H5Dict()] when read), any other list an [H5List()]; `NULL` can be stored too.
#' An `H5Array` or an expression of such is streamed, block by block, under the memory cap; a dict or a
#' list of a file is copied within HDF5.
#'
#' Objects are stored by their structure: factors, data frames and compressed sparse matrices in the form that
#' Python's anndata and pandas read, dates and other classes on a vector as the vector with its attributes,
#' S3, S4 and R5 objects as a group of their elements, slots or fields, calls and formulas as lists of their
#' parts. A class can say itself how it is stored ([h5_store()]). Functions, environments and what holds
#' such are serialized by R, and are read only from files that are trusted. The environment of a formula is
#' kept if every session has it; any other becomes the global one, with a warning.
#'
#' A value that cannot be stored, such as a text that is marked as bytes, is an error of kind `type`, also
#' when it is deep inside a list; nothing is written then.
#'
#' @param x An R object.
#' @param file The path of a file (created if it is absent), or a file, a group or an `H5Dict`.
#' @param name A name in it; `"a/b/c"` makes the groups on the way. `"/"` is the whole file: its keys
#'   become those of the list `x`.
#' @param ... Unused.
#' @param compression How datasets are compressed: `"none"`, `"gzip-4"`, ...; by default
#'   `h5_options("compression")`. The bytes of numbers are shuffled first where a sample of the values
#'   gets smaller by that.
#' @param chunk The chunk's shape in R's axis order; `FALSE` for a contiguous dataset; by default it is
#'   chosen. For an array only, as are the following ones.
#' @param type The stored type: R's names (`"double"`, ...) or stored ones (`"int8"`, `"float32"`,
#'   `"bool"`, `"str"`, `"S10"`, ...).
#' @param maxdim The largest extents, in R's axis order; `Inf` for no limit.
#' @param scalar `FALSE` stores a single value as a dataset of one element, `TRUE` one of length one as
#'   a 0-D dataset; by default a length-1 vector without attributes is 0-D.
#' @param overwrite `FALSE` makes it an error (`exists`) when there is something at `name`.
#' @return `x`, invisibly.
#' @section Memory:
#' Values in memory are written from where they are. Streamed ones use at most
#' `h5_options("max_memory")`.
#' @examples
#' path <- tempfile(fileext = ".h5")
#' h5_write(1:3, path, "a")
#' h5_write(list(x = 1, y = "two"), path, "g/h")
#' h5_read(path)
#' @export
h5_write <- function(x, file, name, ..., compression = NULL, chunk = NULL, type = NULL, maxdim = NULL,
                     scalar = NULL, overwrite = TRUE) {
  check_no_more(...)
  name <- check_write_name(name)
  check_flag(overwrite, "overwrite")
  loc <- as_handle(file, "a")
  if (is.character(file)) on.exit(h5_close(loc))
  if (name != "/") check_group(loc, cpp_node_find(loc, "", FALSE))
  if (loc@mode == "r") stop_read_only(loc)
  spec <- default_spec(loc@order, compression, chunk = chunk, type = type, maxdim = maxdim, scalar = scalar,
                       overwrite = overwrite)
  if (name == "/") write_root(loc, x, spec) else write_value(loc, name, x, spec)
  invisible(x)
}

check_no_more <- function(...) {
  if (...length() == 0L) return()
  name <- ...names()[1L]
  stop_ch5mpy("argument", paste0("There is no argument ", if (is.null(name) || is.na(name)) "in that place" else quote_text(name), "."))
}

check_write_name <- function(name) if (is_string(name) && grepl("^/+$", name)) "/" else check_path(name)

# How datasets are to be written; C++ reads it (contract of cpp_value_write). `as_stored`: nothing was said
# of the compression. `element`: into a list.
default_spec <- function(order = "R", compression = NULL, ..., element = FALSE) {
  as_stored <- is.null(compression)
  compression <- if (is.null(compression)) option_value("compression") else check_compression(compression, "compression")
  list(order = order, compression = compression, as_stored = as_stored && compression == "none", element = element,
       python_dtype = TRUE, ...)
}

has_shape_arguments <- function(spec) {
  any(lengths(spec[c("chunk", "type", "maxdim", "scalar")]) > 0L)
}

# Stores any R object at the path `name` below the group `loc`.
write_value <- function(loc, name, value, spec = default_spec(loc@order)) {
  if (is_plain(value) && !grepl("/", name, fixed = TRUE)) {
    write_plain(loc, name, value, spec)
  } else {
    write_entries(loc, name, list(value), spec = spec)
  }
}

# A vector without attributes: one dataset, without anything beside it.
is_plain <- function(value) is.atomic(value) && is.null(attributes(value)) && !is.null(value)

# The spec of a plain value that nothing more was said of. That of a single value, which is never chunked
# or compressed, is made once: it is on the way of every `d$x <- 1`.
plain_spec <- function(loc, value) if (length(value) == 1L) single_specs[[loc@order]] else default_spec(loc@order)

single_specs <- list(R = default_spec("R", "none"), C = default_spec("C", "none"))

# The short way of a plain vector at a key.
write_plain <- function(loc, key, value, spec) {
  if (cpp_node_exists(loc, key)) {
    if (isFALSE(spec$overwrite)) stop_exists(loc, key)
    if (cpp_node_exists(loc, labels_key(key))) return(write_entries(loc, key, list(value), spec = spec))
    keep_place(loc, key)
  } else {
    if (!nzchar(key) || key == "." || is_labels_key(key)) stop_bad_key(key)
    forget_place(loc, key)
  }
  cpp_value_write(loc, key, value, spec)
}

# Stores values at paths below `loc` and removes the paths `remove`, all in one step.
write_entries <- function(loc, paths, values, remove = character(), spec = default_spec(loc@order)) {
  for (i in seq_along(values)) check_can_store(values[[i]], paths[i], spec)
  targets <- lapply(paths, find_target, loc = loc)
  for (i in seq_along(targets)) {
    if (targets[[i]]$taken && isFALSE(spec$overwrite)) stop_exists(targets[[i]]$group, targets[[i]]$key)
    check_not_inside(values[[i]], targets[[i]]$group)
    values[i] <- list(wrap_value(values[[i]], targets[[i]]$missing))
  }
  to <- vapply(targets, function(target) target$path, "")
  link_values(loc, to, values, with_labels(loc, c(to, remove)), spec, before = function() {
    alone <- length(targets) == 1L
    for (target in targets) {
      if (target$taken) keep_place(target$group, target$key, alone) else forget_place(target$group, target$key)
    }
  })
}

# Builds `values` aside, then links them at the paths `to` below the group `loc` and removes `gone`.
link_values <- function(loc, to, values, gone, spec, before = NULL) {
  stage <- cpp_stage_begin(loc)
  on.exit(cpp_stage_discard(stage))
  from <- as.character(seq_along(to))
  for (i in seq_along(to)) store_value(values[[i]], stage, from[i], spec)
  labelled <- which(vapply(labels_key(from), function(key) cpp_node_exists(stage, key), NA))
  from <- c(from, labels_key(from[labelled]))
  to <- c(to, labels_name(to[labelled]))
  gone <- setdiff(gone, to)
  if (!is.null(before)) before()
  cpp_stage_commit(stage, c(from, rep(NA_character_, length(gone))), loc, c(to, gone), TRUE)
}

# Where a path leads for writing: the group that is there, the key in it that is to be made, and the
# keys further down that are missing with it.
find_target <- function(loc, path) {
  keys <- strsplit(path, "/", fixed = TRUE)[[1L]]
  check_write_keys(keys[nzchar(keys)])
  depth <- length(keys)
  group <- loc
  for (i in seq_len(depth - 1L)) {
    above <- paste(keys[seq_len(i)], collapse = "/")
    if (!nzchar(above)) next
    found <- cpp_node_find(loc, above, FALSE)
    if (is.null(found)) return(new_target(group, keys, i, taken = FALSE))
    group <- new_handle("H5GroupHandle", loc, found$name, found$object)
    check_group(group, found)
  }
  new_target(group, keys, depth, taken = cpp_node_exists(loc, path))
}

new_target <- function(group, keys, i, taken) {
  list(group = group, key = keys[i], taken = taken, path = paste(keys[seq_len(i)], collapse = "/"),
       missing = keys[-seq_len(i)])
}

# A value below groups that are missing is written as the dict of dicts that it completes.
wrap_value <- function(value, missing) {
  for (key in rev(missing)) value <- structure(list(value), names = key)
  value
}

check_write_keys <- function(keys) {
  bad <- keys[!is_key(keys)]
  if (length(bad)) stop_bad_key(bad[1L])
}

stop_bad_key <- function(key, call = user_call()) {
  force(call)
  why <- if (is.na(key)) {
    "a key is a string"
  } else if (!nzchar(key)) {
    "a key cannot be empty"
  } else if (is_labels_key(key)) {
    "names of this form are kept for the dimnames of arrays"
  } else if (key == ".") {
    "a key cannot be \".\""
  } else {
    "\"/\" separates the keys of a path and cannot be in one"
  }
  stop_ch5mpy("argument", paste0(quote_text(key), " cannot be a key: ", why, "."), name = key, call = call)
}

stop_exists <- function(group, key, call = user_call()) {
  force(call)
  stop_ch5mpy("exists", paste0(
    quote_text(key), " is already in ", quote_text(group@name), " of ", quote_text(path_text(group)),
    "; say overwrite = TRUE to replace it."
  ), path = path_text(group), name = key, call = call)
}

# Names below `group` can be written: it is a group, and not a list.
check_group <- function(group, found, call = user_call()) {
  force(call)
  why <- if (found$kind != "group") {
    "is not a group, so nothing can be written below it"
  } else if (identical(found$mark, "list")) {
    "is a list; take it as an H5List and assign its elements by number"
  }
  if (is.null(why)) return()
  stop_ch5mpy("type", paste0(quote_text(found$name), " in ", quote_text(path_text(group)), " ", why, "."),
              path = path_text(group), name = found$name, call = call)
}

# A group is not stored in itself or in what is below it.
check_not_inside <- function(value, group) {
  if (!isS4(value) || !is(value, "H5Handle")) return()
  source <- cpp_node_locate(value)
  target <- cpp_node_locate(group)
  inside <- source$name == "/" || target$name == source$name || startsWith(target$name, paste0(source$name, "/"))
  if (source$path == target$path && inside) {
    stop_ch5mpy("argument", paste0(
      quote_text(source$name), " cannot be stored inside itself; store h5_read() of it to keep a copy."
    ), path = source$path, name = source$name)
  }
}

# The whole file becomes the list `x`: its keys replace those that are there.
write_root <- function(loc, x, spec) {
  if (!is.list(x) || is.object(x)) {
    stop_ch5mpy("argument", paste0("The root of a file is a group: \"/\" takes a list, not ", value_text(x), "."), name = "/")
  }
  check_can_store(x, "", spec)
  root <- new_handle("H5GroupHandle", loc, "/", cpp_node_find(loc, "/", FALSE)$object)
  old <- cpp_node_names(root, "")
  if (isFALSE(spec$overwrite) && length(old)) stop_exists(root, "/")
  own <- attributes(x)
  own$names <- NULL
  marks <- list_attributes(x)
  spec$element <- length(marks) > 0L
  link_values(root, child_keys(x), unname(x), old, spec, before = function() {
    drop_own(root)
    write_own(root, "", own)
    for (name in names(marks)) cpp_attr_write(root, "", name, marks[[name]])
    forget_orders()
  })
}

# h5_copy() of a view or of a computed array.
setMethod("copy_object", "H5Array", function(from, loc, path) {
  if (array_is_whole(from)) return(callNextMethod())
  target <- as_handle(loc, "a")
  on.exit(release(loc, target))
  write_value(target, path, from, default_spec(target@order, overwrite = FALSE))
})
