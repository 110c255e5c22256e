# Things in files: plain handles' `[[` and `$`, and the verbs on groups and names.

# A plain handle of what is at `path` below `x`, NULL if nothing is.
node_handle <- function(x, path) {
  found <- cpp_node_find(x, path, FALSE)
  if (is.null(found)) return(NULL)
  class <- switch(found$kind, group = "H5GroupHandle", dataset = "H5DatasetHandle", stop_no_object(x, found))
  new_handle(class, x, found$name, found$object)
}

stop_absent <- function(x, path, call = user_call()) {
  force(call)
  stop_ch5mpy("not_found", paste0(
    "There is no ", quote_text(path), " in ", quote_text(x@name), " of ", quote_text(path_text(x)), "."
  ), path = path_text(x), name = path, call = call)
}

stop_no_object <- function(x, found, call = user_call()) {
  force(call)
  file <- path_text(x)
  what <- paste0(quote_text(found$name), " in ", quote_text(file), " is ")
  switch(found$kind,
    dangling = stop_ch5mpy("not_found", paste0(what, "a link to something that is not there."),
                           path = file, name = found$name, call = call),
    external = stop_ch5mpy("untrusted", paste0(what, "a link into another file, which is not followed; open that file itself."),
                           path = file, name = found$name, call = call),
    stop_ch5mpy("unsupported", paste0(what, "neither a group nor a dataset."), path = file, name = found$name, call = call)
  )
}

setMethod("$", "H5GroupHandle", function(x, name) node_handle(x, check_path(name)))

setMethod("[[", "H5GroupHandle", function(x, i, j, ...) {
  if (!missing(j) || ...length() > 0L) stop_argument("j", "given", "left out: a group has one subscript")
  path <- if (is.numeric(i)) key_at(x, i) else check_path(i, root = TRUE)
  handle <- node_handle(x, path)
  if (is.null(handle)) stop_absent(x, path)
  handle
})

# The key at a position, as in a list.
key_at <- function(x, i) {
  keys <- cpp_node_names(x, "")
  if (length(i) != 1L || is.na(i) || i < 1 || i >= length(keys) + 1) {
    stop_ch5mpy("subscript", paste0(
      "Subscript ", value_text(i), " is out of bounds: ", quote_text(x@name), " has ", length(keys), " members."
    ), path = path_text(x), name = x@name)
  }
  keys[[i]]
}

# R's nested replacement (`f$x[2] <- 6`) hands the thing itself back, which needs nothing more; a
# plain handle takes no other value.
put_back <- function(x, name, value) {
  if (is(value, "H5Handle")) {
    here <- node_handle(x, if (is.numeric(name)) key_at(x, name) else check_path(name))
    if (!is.null(here) && h5_same(here, value)) return(x)
  }
  stop_ch5mpy("unsupported", paste0(
    "Values are not assigned into a plain handle; use h5_write() or H5Dict() for ", quote_text(path_text(x)), "."
  ), path = path_text(x), name = x@name)
}

setMethod("$<-", "H5GroupHandle", function(x, name, value) put_back(x, name, value))

setMethod("[[<-", "H5GroupHandle", function(x, i, j, ..., value) put_back(x, i, value))

setMethod("names", "H5GroupHandle", function(x) cpp_node_names(x, ""))

setMethod("length", "H5GroupHandle", function(x) as_length(cpp_node_find(x, "", FALSE)$count))

setMethod("dim", "H5DatasetHandle", function(x) {
  shape <- handle_dim(x)
  if (length(shape) > 1L) as_length(shape)
})

setMethod("length", "H5DatasetHandle", function(x) as_length(prod(cpp_array_shape(x))))

# The shape of a dataset in R's axis order, as doubles.
handle_dim <- function(x) {
  shape <- cpp_array_shape(x)
  if (x@order == "R") rev(shape) else shape
}

# Lengths are integers where they fit, as base R's.
as_length <- function(x) if (all(x <= .Machine$integer.max)) as.integer(x) else x

setMethod("show", "H5Handle", function(object) cat(handle_text(object), "\n", sep = ""))

# One line on a plain handle. Never an error: a handle may be of something that is gone.
handle_text <- function(x) {
  what <- sub("^H5(.*)Handle$", "H5\\1", class(x)[1L])
  label <- if (is(x, "H5FileHandle")) name_text(path_text(x)) else name_text(x@name)
  if (!cpp_file_is_open(x)) return(paste0("Closed ", what, "(", label, ")"))
  tryCatch(
    paste0(what, "(", label, ", ", handle_details(x), ")"),
    ch5mpy_error = function(e) paste0(what, "(", label, ") ", sub("^ch5mpy_error_", "", class(e)[1L]))
  )
}

handle_details <- function(x) {
  if (is(x, "H5FileHandle")) return(paste0("mode=", x@mode))
  found <- cpp_node_find(x, "", FALSE)
  if (found$kind == "group") return(paste0("members=", format(found$count)))
  shape <- if (x@order == "R") rev(found$shape) else found$shape
  paste0("shape=", shape_text(shape), ", dtype=", found$dtype)
}

#' Groups and names in a file
#'
#' `h5_create_group()` makes a group and those on the way to it; `h5_exists()` tells whether a name is
#' there, without an error when the path or the file is not; `h5_delete()` removes a name and what is
#' below it; `h5_move()` renames; `h5_copy()` copies an object with all below it, also into another file.
#'
#' Handles on what was moved follow it.
#'
#' @param loc A path, file, group or dict. The path of a file that is not there is created by
#'   `h5_create_group()` and `h5_copy()`.
#' @param name,from,to Names in `loc`: keys joined by `/`. For `h5_copy()`, `from` is what is copied: a
#'   file, group, dataset, dict, list or array, or the path of a file.
#' @return `h5_create_group()`: the group's handle, or a dict where `loc` is a dict. `h5_exists()`: `TRUE`
#'   or `FALSE`. The others return `loc` invisibly.
#' @examples
#' f <- H5File(tempfile(fileext = ".h5"), "w")
#' h5_create_group(f, "a/b")
#' h5_move(f, "a/b", "c")
#' h5_exists(f, "a/b")
#' h5_copy(f[["c"]], f, "a/d")
#' h5_ls(f)
#' h5_delete(f, "a")
#' names(f)
#' h5_close(f)
#' @export
h5_create_group <- function(loc, name) {
  path <- check_path(name)
  handle <- as_handle(loc, "a")
  announce_key(handle, path)
  cpp_node_create_group(handle, path)
  found <- cpp_node_find(handle, path, FALSE)
  new_handle(if (is(handle, "H5GroupHandle")) "H5GroupHandle" else "H5Dict", handle, found$name, found$object)
}

#' @rdname h5_create_group
#' @export
h5_exists <- function(loc, name) {
  path <- check_path(name, root = TRUE)
  if (is_string(loc) && !file.exists(loc)) return(FALSE)
  handle <- as_handle(loc)
  on.exit(release(loc, handle))
  cpp_node_exists(handle, path)
}

#' @rdname h5_create_group
#' @export
h5_delete <- function(loc, name) {
  path <- check_path(name)
  handle <- as_handle(loc, "r+")
  on.exit(release(loc, handle))
  if (cpp_node_exists(handle, labels_name(path))) remove_paths(handle, path) else cpp_node_delete(handle, path)
  invisible(loc)
}

#' @rdname h5_create_group
#' @export
h5_move <- function(loc, from, to) {
  from <- check_path(from, "from")
  to <- check_path(to, "to")
  handle <- as_handle(loc, "r+")
  on.exit(release(loc, handle))
  above <- path_above(from)
  group <- if (path_above(to) == above) group_at(handle, above)
  if (is.null(group)) {
    announce_key(handle, to)
    move_path(handle, from, to)
  } else {
    renaming_key(group, last_key(from), last_key(to), function() move_path(handle, from, to))
  }
  invisible(loc)
}

#' @rdname h5_create_group
#' @export
h5_copy <- function(from, loc, name) {
  path <- check_path(name)
  copy_object(from, loc, path)
  invisible(loc)
}

# `from` as a new object at `path` below `loc`.
setGeneric("copy_object", function(from, loc, path) {
  force(from)
  standardGeneric("copy_object")
})

setMethod("copy_object", "ANY", function(from, loc, path) {
  source <- as_handle(from)
  on.exit(release(from, source))
  target <- as_handle(loc, "a")
  on.exit(release(loc, target), add = TRUE)
  announce_key(target, path)
  copy_labelled(source, target, path)
})

# ---- Hooks for what keeps the order of keys (value-keys.R) ----

# `key` is about to be made in `group`.
setGeneric("before_link", function(group, key) standardGeneric("before_link"))

# `rename()` makes of the key `from` of `group` the key `to`, which keeps its place.
setGeneric("renaming_key", function(group, from, to, rename) standardGeneric("renaming_key"))

# Tells that `path` is about to be made, with the groups on the way.
announce_key <- function(handle, path) {
  group <- path_above(path)
  while (nzchar(last_key(group)) && !cpp_node_exists(handle, group)) {
    path <- group
    group <- path_above(path)
  }
  at <- group_at(handle, group)
  if (!is.null(at)) before_link(at, last_key(path))
}

last_key <- function(path) sub("^.*/", "", path)

# The path above a path: "" or "/" where it is a key alone.
path_above <- function(path) {
  above <- substr(path, 1L, nchar(path) - nchar(last_key(path)))
  if (above %in% c("", "/")) above else sub("/$", "", above)
}

# The group at a path below `handle`, NULL where there is none.
group_at <- function(handle, path) {
  found <- cpp_node_find(handle, path, FALSE)
  if (identical(found$kind, "group")) new_handle("H5GroupHandle", handle, found$name, found$object)
}
