# The class of lists in a file and how one is made.

#' A list in a file: a vector of any objects
#'
#' @description
#' An unnamed list that is stored (`d$x <- list(1.0, 2L, "4.")`) becomes an `H5List`: an on-disk vector
#' of any objects, whose elements are loaded when they are asked for. `H5List()` opens one.
#'
#' @param x The path of a file, or a handle of a file or group, an `H5Dict` or an `H5List`.
#' @param name The list's name in it; by default `x` itself.
#' @param mode,... As for [H5Dict()]. A file that this call creates becomes an empty list.
#' @return An `H5List`; `h5_push()` and `append()` return the list that they changed.
#'
#' @section As a list:
#' * `l[[i]]`, `l$a` and `l[["a"]]` give an element, a large one as a handle; `l[i]` (positive, negative,
#'   logical, names), `rev()`, `head()`, `tail()`, `c()` and `as.list()` plain lists of such.
#' * `l[[i]] <- v` stores an element, also at `length(l) + 1`; `l[[i]] <- NULL` and `l[i] <- NULL` delete
#'   and close the gap; `l[i] <- list(NULL)` stores a `NULL`.
#' * `append(l, values, after)` inserts in the file. `h5_push(l, object)` appends one object, whatever it
#'   is, in constant time.
#' * `length(l) <- n` deletes from the end, or fills up with `NULL`.
#' * `names(l)`, `names(l) <- `: a list may have names that are no keys (`""`, twice the same, ...).
#' * [h5_read()] and `unlist()` load everything.
#'
#' @section Differences from a list:
#' A list in a file is a reference: `k <- l` is the same list. A subscript out of bounds in `l[[i]]` and
#' an absent name in `l[["a"]]` are errors of kind `subscript` and `not_found`. A path into a list
#' (`d[["l/x"]] <- 1`) is an error.
#'
#' @section Memory:
#' Nothing is read before it is asked for; deleting and inserting rename the followers and move no data.
#'
#' @aliases H5List-class
#' @examples
#' d <- H5Dict(tempfile(fileext = ".h5"), mode = "w")
#' d$l <- list(1.0, 2L, "4.")
#' l <- d$l
#' l
#' h5_push(l, TRUE)
#' l[[1]] <- NULL
#' h5_read(l)
#' @export
H5List <- function(x, name = "", mode = "r", ...) {
  check_string(name, "name")
  mode <- if (!missing(mode)) mode
  if (!is.character(x) || name != "") return(open_container(x, name, mode, "H5List", ...))
  file <- face_handle(x, mode, ...)
  on.exit(release(x, file))
  mark_new_file(file)
  list <- open_container(file, "", NULL, "H5List")
  on.exit()
  list
}

#' @exportClass H5List
setClass("H5List", contains = "H5Handle")

# An empty file that can be written is an empty list.
mark_new_file <- function(file) {
  if (file@mode == "r" || length(cpp_node_names(file, "")) > 0L || length(cpp_attr_names(file, "")) > 0L) return()
  cpp_attr_write(file, "", "__h5_type__", "list")
}
