# Opening and closing: H5File() and the verbs on leases, which every face shares.

#' Open an HDF5 file
#'
#' `H5File()` opens a file at once and gives a plain handle on it. `f[["a/b"]]` and `f$a` are plain
#' handles of the groups and datasets in it; [H5Dict()], [H5List()] and [H5Array()] are its other faces.
#'
#' A handle is a description (file, name, mode), never a bare pointer: it can be saved, sent to
#' another process and forked, and reopens itself there on first use, never truncating. In this
#' process it belongs to the object that it was taken from, through renames and moves; once that
#' object is replaced, using it is an error of kind `stale`, once deleted `not_found`.
#'
#' Openings of one file in different modes live together: the file is reopened for writing when the
#' first writable one comes, and read-only handles stay read-only. Mode `"w"` on a file that this
#' process has open is an error of kind `locked`.
#'
#' A file that no object refers to any more is closed when R's collector finds that out.
#'
#' @param path Path of the file. `~` is expanded.
#' @param mode `"r"` reads an existing file; `"r+"` reads and writes an existing one; `"w"` creates
#'   the file, replacing what is there; `"w-"` (or `"x"`) creates it and refuses an existing one;
#'   `"a"` reads and writes, and creates the file when it is absent. `H5Mode` has names for them.
#' @param order How shapes are seen. `"R"`: R's `dim` is the shape in the file reversed, and no data
#'   is moved. `"C"`: it is the shape in the file, as h5py shows it.
#' @param trust Whether what the file says may be done to rebuild R objects. A file that this process
#'   created is trusted. Of one that is not, a dataset that claims more than 1 GiB and over 1100 times
#'   the bytes of the whole file is read in parts only.
#' @return A handle of class `H5FileHandle`. `names()`, `length()`, `[[`, `$` and [h5_attributes()] work
#'   on it, and on the handles of groups.
#' @seealso [h5_close()], [h5_ls()], [ch5mpy_errors]
#' @aliases H5Handle-class H5FileHandle-class H5GroupHandle-class H5DatasetHandle-class
#'   $,H5GroupHandle-method $<-,H5GroupHandle-method [[,H5GroupHandle-method
#'   [[<-,H5GroupHandle-method names,H5GroupHandle-method length,H5GroupHandle-method
#'   [,H5DatasetHandle-method [<-,H5DatasetHandle-method dim,H5DatasetHandle-method
#'   length,H5DatasetHandle-method [[,H5DatasetHandle-method names,H5DatasetHandle-method
#'   show,H5Handle-method
#' @examples
#' f <- H5File(tempfile(fileext = ".h5"), "w")
#' h5_create_group(f, "a/b")
#' f
#' f$a
#' h5_close(f)
#' @export
H5File <- function(path, mode = "r", order = c("R", "C"), trust = h5_options("trust")) {
  path <- check_file_path(path)
  mode <- check_mode(mode)
  order <- check_order(order)
  trust <- check_flag(trust, "trust")
  opened <- cpp_file_open(path, mode)
  new_file_handle(opened, order, trust || opened$created)
}

#' @rdname H5File
#' @format `H5Mode` is a list of the modes.
#' @export
H5Mode <- list(READ = "r", READ_WRITE = "r+", WRITE_TRUNCATE = "w", WRITE = "w-", READ_WRITE_CREATE = "a")

setMethod("as_handle", "character", function(x, mode = "r", ...) H5File(x, mode, ...))

# What H5Dict(), H5List() and H5Array() make of their first arguments: the handle to be seen as a dict,
# list or array. `mode` is NULL when the user left it out. On a handle, a wider mode than it has is
# refused, a narrower one makes a narrower handle.
face_handle <- function(x, mode = NULL, order = NULL, trust = NULL) {
  if (is.character(x)) {
    return(H5File(x, if (is.null(mode)) "r" else mode, if (is.null(order)) "R" else order,
                  if (is.null(trust)) h5_options("trust") else trust))
  }
  handle <- as_handle(x)
  if (!is.null(mode)) {
    mode <- check_mode(mode)
    if (mode %in% c("w", "w-")) {
      stop_ch5mpy("mode", paste0("Mode ", quote_text(mode), " creates a file and needs its path; ",
                                 quote_text(path_text(handle)), " is open already."), path = path_text(handle))
    }
    if (mode != "r" && handle@mode == "r") stop_read_only(handle)
    if (mode == "r") attr(handle, "mode") <- "r"
  }
  if (!is.null(order)) attr(handle, "order") <- check_order(order)
  if (!is.null(trust)) attr(handle, "trust") <- check_flag(trust, "trust")
  handle
}

# For verbs that opened a path only for themselves: `on.exit(release(x, handle))`.
release <- function(x, handle) if (is.character(x)) cpp_file_close(handle)

#' Close, flush and reopen
#'
#' These work on files, groups, datasets, dicts, lists and arrays.
#'
#' What one opening call returned and all that was reached through it close together; the file itself
#' closes with the last opening of it. Closing twice is harmless. A closed handle stays closed in its
#' process: any use is an error of kind `closed`, and it prints as closed. `h5_reopen()` returns a new
#' handle on the same object, under an opening of its own.
#'
#' Changes reach the file at the end of each top-level call, when a handle is saved or sent, and at
#' `h5_flush()`.
#'
#' @param x,con A handle, dict, list or array.
#' @param mode `"r"` or `"r+"`; left out, the mode that `x` has.
#' @param ... Not used.
#' @return `h5_close()` and `h5_flush()` return `x` invisibly; `h5_is_open()` `TRUE` or `FALSE`;
#'   `h5_reopen()` the same kind of thing as `x`.
#' @examples
#' f <- H5File(tempfile(fileext = ".h5"), "w")
#' h5_close(f)
#' h5_is_open(f)
#' f <- h5_reopen(f, "r")
#' f
#' h5_close(f)
#' @export
h5_close <- function(x) {
  for (handle in handles_of(x)) cpp_file_close(handle)
  invisible(x)
}

#' @rdname h5_close
#' @export
h5_flush <- function(x) {
  end_lost_verb()
  for (handle in handles_of(x)) cpp_file_flush(handle)
  invisible(x)
}

#' @rdname h5_close
#' @export
h5_is_open <- function(x) {
  for (handle in handles_of(x)) if (!cpp_file_is_open(handle)) return(FALSE)
  TRUE
}

#' @rdname h5_close
#' @export
h5_reopen <- function(x, mode = NULL) {
  if (!is.null(mode)) mode <- check_choice(mode, "mode", c("r", "r+", "a"))
  reopened(x, if (identical(mode, "a")) "r+" else mode)
}

# `x` with new leases; `mode` NULL keeps the mode.
setGeneric("reopened", function(x, mode) {
  force(x)
  standardGeneric("reopened")
})

setMethod("reopened", "H5Handle", function(x, mode) {
  opened <- cpp_file_lease(x, if (is.null(mode)) x@mode else mode)
  for (slot in c("file", "name", "mode", "session", "lease", "object")) attr(x, slot) <- opened[[slot]]
  x
})

setMethod("reopened", "ANY", function(x, mode) handles_of(x))

#' @rdname h5_close
#' @method close H5Handle
#' @export
close.H5Handle <- function(con, ...) h5_close(con)

#' @rdname h5_close
#' @method flush H5Handle
#' @export
flush.H5Handle <- function(con) h5_flush(con)

#' What a handle refers to
#'
#' `h5_file()` gives the handle of the file that a thing is in, `h5_path()` that file's path, `h5_name()`
#' the absolute name that the object has in it now, `h5_mode()` what may be done (`"r"` or `"r+"`), and
#' `h5_parent()` the group above as a dict (or the list that it is an element of), `NULL` above the root. `h5_same()` tells whether two handles
#' are on the same object.
#'
#' @param x,y A file, group, dataset, dict, list or stored array.
#' @return As said above: a handle, a text, or `TRUE` or `FALSE`.
#' @examples
#' f <- H5File(tempfile(fileext = ".h5"), "w")
#' g <- h5_create_group(f, "a/b")
#' h5_name(g)
#' h5_mode(g)
#' h5_same(g, f[["a/b"]])
#' h5_close(f)
#' @export
h5_file <- function(x) {
  handle <- as_handle(x)
  new_handle("H5FileHandle", handle, "/", cpp_node_find(handle, "/", FALSE)$object)
}

#' @rdname h5_file
#' @export
h5_path <- function(x) if (is.character(x)) path_text(H5File(x)) else path_text(as_handle(x))

#' @rdname h5_file
#' @export
h5_name <- function(x) cpp_node_locate(as_handle(x))$name

#' @rdname h5_file
#' @export
h5_mode <- function(x) as_handle(x)@mode

#' @rdname h5_file
#' @export
h5_parent <- function(x) {
  group <- group_above(as_handle(x))
  if (is.null(group)) return(NULL)
  new_handle(if (h5_kind(group) == "list") "H5List" else "H5Dict", group, group@name, group@object)
}

#' @rdname h5_file
#' @export
h5_same <- function(x, y) cpp_node_same(as_handle(x), as_handle(y))
