# What a file says about its things, without reading their values.

#' What is in a file, and what it is like
#'
#' `h5_ls()` lists a group, `h5_info()` describes one thing, `h5_kind()` says what it is to this
#' package. None of them reads values.
#'
#' @param loc,x A path, file, group, dataset, dict, list or stored array.
#' @param recursive Whether groups below are listed too. A group that is reached in more than one way
#'   is listed once with what is in it. Groups nested more than 1000 deep are left out, with a warning.
#' @param name Of a thing in `x`; `NULL` for `x` itself. So also of what `x[[name]]` gives as a value.
#' @return `h5_ls()`: a data.frame with a row for each name and the columns `name` (below `loc`), `kind`,
#'   `type` (numpy's name of the stored type), `shape`, `chunk` (in R's axis order), `filters`, and
#'   `stored_bytes`.
#'
#'   `h5_info()`: a list of `kind`, `type`, `shape`, `max_shape` (`Inf` where it may grow without bound),
#'   `layout` (`"chunked"`, `"contiguous"`, `"compact"`, or outside of this dataset `"virtual"` and `"external"`),
#'   `chunk` (`NULL` when not chunked), `filters`, `stored_bytes`, `logical_bytes` and `file_format`, the
#'   oldest and newest version of the format that may be written into the file.
#'
#'   `h5_kind()`: `"dict"`, `"list"`, `"array"`, `"scalar"`, `"null"`, `"object"`, `"opaque"`, or for links
#'   without an object here `"dangling"` and `"external"`.
#' @examples
#' f <- H5File(tempfile(fileext = ".h5"), "w")
#' h5_create_group(f, "a/b")
#' h5_ls(f)
#' h5_kind(f$a)
#' h5_close(f)
#' @export
h5_ls <- function(loc, recursive = TRUE) {
  check_flag(recursive, "recursive")
  handle <- as_handle(loc)
  on.exit(release(loc, handle))
  nodes <- walk(handle, recursive)
  text <- function(field) vapply(nodes, function(node) dims_text(node[[field]], handle@order), "")
  data.frame(
    name = vapply(nodes, function(node) node$path, ""),
    kind = vapply(nodes, kind_of, ""),
    type = vapply(nodes, function(node) if (is.null(node$dtype)) NA_character_ else node$dtype, ""),
    shape = text("shape"),
    chunk = text("chunk"),
    filters = vapply(nodes, function(node) paste(node$filters, collapse = ", "), ""),
    stored_bytes = vapply(nodes, function(node) if (is.null(node$stored_bytes)) NA_real_ else node$stored_bytes, 0),
    stringsAsFactors = FALSE
  )
}

dims_text <- function(shape, order) {
  if (is.null(shape)) NA_character_ else shape_text(if (order == "R") rev(shape) else shape)
}

# Descriptions of all below `handle`, depth first and each with its `path`: without recursion of R's
# own, since a file may be nested deeper than R's stack, and each group entered once.
walk <- function(handle, recursive) {
  nodes <- new.env()
  entered <- list(handle)
  too_deep <- FALSE
  levels <- list(members(handle, ""))
  while (length(levels) > 0L) {
    level <- levels[[length(levels)]]
    level$at <- level$at + 1L
    if (level$at > length(level$keys)) {
      levels[[length(levels)]] <- NULL
      next
    }
    key <- level$keys[level$at]
    node <- describe_member(level$group, key)
    node$path <- paste0(level$above, key)
    nodes[[as.character(length(nodes) + 1L)]] <- node
    if (!recursive || node$kind != "group") next
    group <- node_handle(level$group, key)
    if (length(levels) >= listed_depth_max) {
      too_deep <- TRUE
      next
    }
    if (node$links > 1) {
      if (any(vapply(entered, function(other) cpp_node_same(group, other), NA))) next
      entered[[length(entered) + 1L]] <- group
    }
    levels[[length(levels) + 1L]] <- members(group, paste0(node$path, "/"))
  }
  if (too_deep) warn_ch5mpy(paste0("groups nested more than ", listed_depth_max, " deep are not listed"))
  unname(mget(as.character(seq_along(nodes)), nodes))
}

# Names grow with the depth, and all of them with its square.
listed_depth_max <- 1000L

# One damaged thing keeps none of the others from being listed.
describe_member <- function(group, key) {
  damaged <- function(why) list(kind = "other", why = why)
  node <- tryCatch(cpp_node_describe(group, key), ch5mpy_error_corrupt = function(e) damaged(conditionMessage(e)))
  if (is.null(node)) damaged("its name leads nowhere") else node
}

# The members of a group by their keys in it (no path leads through a list), and how far a walk got.
members <- function(group, above) {
  level <- new.env(parent = emptyenv())
  level$group <- group
  level$above <- above
  level$keys <- cpp_node_names(group, "")
  # A list's elements in the order of their numbers, whenever each was written.
  if (identical(cpp_node_find(group, "", FALSE)$mark, "list")) {
    level$keys <- level$keys[order(suppressWarnings(as.numeric(level$keys)))]
  }
  level$at <- 0L
  level
}

#' @rdname h5_ls
#' @export
h5_info <- function(x, name = NULL) {
  path <- if (is.null(name)) "" else check_path(name, root = TRUE)
  handle <- as_handle(x)
  on.exit(release(x, handle))
  node <- describe(handle, path)
  turned <- function(shape) if (!is.null(shape) && handle@order == "R") rev(shape) else shape
  list(
    kind = kind_of(node), type = node$dtype, shape = turned(node$shape), max_shape = turned(node$maxshape),
    layout = node$layout,
    chunk = turned(node$chunk), filters = node$filters, stored_bytes = node$stored_bytes,
    logical_bytes = node$logical_bytes, file_format = cpp_file_info(handle)$libver
  )
}

#' @rdname h5_ls
#' @export
h5_kind <- function(x, name = NULL) {
  path <- if (is.null(name)) "" else check_path(name, root = TRUE)
  handle <- as_handle(x)
  on.exit(release(x, handle))
  found <- cpp_node_find(handle, path, FALSE)
  if (is.null(found)) stop_absent(handle, path)
  kind_of(found)
}

describe <- function(handle, path) {
  if (path != "" && is.null(cpp_node_find(handle, path, FALSE))) stop_absent(handle, path)
  cpp_node_describe(handle, path)
}

# What a node (cpp_node_find(), cpp_node_describe()) is to the package.
kind_of <- function(node) {
  if (!node$kind %in% c("group", "dataset")) return(if (node$kind == "other") "opaque" else node$kind)
  if (if (node$kind == "group") is_object_group(node) else is_object_dataset(node)) return("object")
  if (!is.null(node$mark)) {
    return(switch(node$mark, list = "list", dict = "dict", r_null = "null", pickle = "opaque", "object"))
  }
  if (node$kind == "group") return("dict")
  if (node$space == "null") return("null")
  if (is.na(node$rtype)) return("opaque")
  if (node$space == "scalar") "scalar" else "array"
}

# The encodings of anndata's specification that are R objects here.
object_encodings <- c("dataframe", "categorical", "csr_matrix", "csc_matrix", "nullable-integer", "nullable-boolean",
                      "nullable-string-array")

# Whether what cpp_node_find() found is marked as an object.
is_object_group <- function(found) {
  if (identical(found$mark, "list")) return(any(c("__r_class__", "__r_type__", "__r_dim__") %in% found$own))
  if (!is.null(found$mark)) return(found$mark == "r_object")
  any(object_encodings == found$encoding) || any(c("h5sparse_format", "__r_class__") %in% found$own)
}

is_object_dataset <- function(found) {
  if (isTRUE(found$record)) return(is.null(found$mark))
  "__r_class__" %in% found$own || "__r_type__" %in% found$own && !identical(found$rtype, "raw")
}
