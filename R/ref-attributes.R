# Attributes of things in files: a list-like view.

# A view of the attributes of the object `name` below `handle` ("" itself); nothing is read until asked.
#' @exportClass H5Attributes
setClass("H5Attributes", representation(handle = "H5Handle", name = "character", all = "logical"))

attributes_prototype <- new("H5Attributes", handle = file_handle_prototype, name = "", all = FALSE)

#' Attributes of what is in a file
#'
#' A list-like view of the attributes of a file, group, dataset, dict, list or array: `names()`,
#' `length()`, `$`, `[[`, `[`, `as.list()`; assigning writes the file at once, `NULL` deletes.
#'
#' A value is any R object that can be told by its structure. A plain vector or array is one HDF5
#' attribute, which other programs read; `NULL` is stored as `"__h5_NONE__"`, as Python's ch5mpy does
#' (`a["x"] <- list(NULL)`); anything else (a list, a factor, a formula, ...) as a text that describes it,
#' beside the vectors it is made of. A function or an environment is an error of kind `type`, and nothing
#' is written. An attribute that cannot be read is an [H5Opaque].
#'
#' Only the user's attributes are seen: not those that the package keeps (`__r_*`, `__h5_*`, `dtype`,
#' `encoding-*`) nor HDF5's own (`CLASS`, `DIMENSION_LIST`, ...), unless `all = TRUE`.
#'
#' @param x A path, file, group, dataset, dict, list or stored array.
#' @param name Of a thing in `x`, so that a stored single value has attributes too; `NULL` for `x` itself.
#' @param all Whether the package's and HDF5's own attributes are seen and may be changed.
#' @param value A named list, which replaces all the user's attributes.
#' @return An object of class `H5Attributes`; reading one value loads it. `a$absent` is `NULL`,
#'   `a[["absent"]]` an error of kind `not_found`.
#' @aliases H5Attributes-class $,H5Attributes-method $<-,H5Attributes-method [[,H5Attributes-method
#'   [[<-,H5Attributes-method [,H5Attributes-method [<-,H5Attributes-method
#'   names,H5Attributes-method length,H5Attributes-method show,H5Attributes-method
#' @examples
#' f <- H5File(tempfile(fileext = ".h5"), "w")
#' h5_create_group(f, "g")
#' h5_attributes(f, "g")$unit <- "mm"
#' g <- f$g
#' h5_attributes(g)$scale <- c(1, 2.5)
#' h5_attributes(g)
#' as.list(h5_attributes(g))
#' h5_close(f)
#' @export
h5_attributes <- function(x, name = NULL, all = FALSE) {
  path <- if (is.null(name)) "" else check_path(name, root = TRUE)
  check_flag(all, "all")
  handle <- as_handle(x)
  if (path != "" && !cpp_node_exists(handle, path)) stop_absent(handle, path)
  view <- attributes_prototype
  attr(view, "handle") <- handle
  attr(view, "name") <- path
  attr(view, "all") <- all
  view
}

#' @rdname h5_attributes
#' @export
`h5_attributes<-` <- function(x, name = NULL, all = FALSE, value) {
  view <- h5_attributes(x, name, all)
  # `h5_attributes(x)$u <- 1` hands the view back, which has written already.
  if (is(value, "H5Attributes")) {
    if (same_owner(view, value)) return(x)
    value <- as.list(value)
  }
  if (!is.list(value)) stop_argument("value", value, "a named list of attributes")
  if (length(value) > 0L && is.null(names(value))) stop_argument("value", value, "named")
  for (key in names(value)) check_attribute(view, key, value[[key]])
  if (anyDuplicated(names(value))) {
    stop_ch5mpy("argument", paste0("The name ", quote_text(names(value)[anyDuplicated(names(value))]), " is in `value` twice."))
  }
  gone <- setdiff(names(view), names(value))
  for (key in names(value)) write_attribute(view, key, value[[key]])
  for (key in gone) drop_attribute(view@handle, view@name, key)
  x
}

same_owner <- function(x, y) identical(x@name, y@name) && cpp_node_same(x@handle, y@handle)

# The names that the user sees.
attribute_names <- function(view) {
  names <- cpp_attr_names(view@handle, view@name)
  if (view@all || length(names) == 0L) return(names)
  names <- names[!is_own_attribute(names) & !names %in% encoding_attributes(view, names)]
  names <- names[!which_leaves(view@handle, view@name, names)]
  if ("missing_value" %in% names && is_na_mark(view)) names <- setdiff(names, "missing_value")
  names
}

# Attributes of the package and of HDF5's high-level library and netCDF4, which uses them like it.
is_own_attribute <- function(names) {
  scale <- if ("CLASS" %in% names) "NAME"
  grepl("^(__r_|__h5_|encoding-)", names) | names %in% c(
    "dtype", "CLASS", scale, "DIMENSION_LIST", "REFERENCE_LIST", "DIMENSION_LABELS",
    "_Netcdf4Dimid", "_Netcdf4Coordinates", "_NCProperties", "_nc3_strict"
  )
}

# Those that belong to the encoding (anndata's) of an object.
encoding_attributes <- function(view, names) {
  if (!"encoding-type" %in% names) return(character())
  switch(read_or_else(view, "encoding-type", ""),
    dataframe = c("_index", "column-order"), categorical = "ordered", csr_matrix = , csc_matrix = "shape", character()
  )
}

read_or_else <- function(view, key, otherwise) {
  value <- read_or_null(view@handle, view@name, key)
  if (is_string(value)) value else otherwise
}

# The CF attribute by which an integer array says that it holds NA is the package's.
is_na_mark <- function(view) identical(cpp_attr_read(view@handle, view@name, "missing_value")$value, NA_integer_)

read_attribute <- function(view, key) {
  tryCatch(
    get_attribute(view@handle, view@name, key),
    ch5mpy_error_unsupported = function(e) opaque_attribute(view@handle, view@name, key, e),
    ch5mpy_error_untrusted = function(e) opaque_attribute(view@handle, view@name, key, e),
    ch5mpy_error_corrupt = function(e) opaque_attribute(view@handle, view@name, key, e)
  )
}

# What stands for an attribute that cannot be read, because of `error`.
setGeneric("opaque_attribute", function(handle, path, key, error) standardGeneric("opaque_attribute"), signature = "handle")

write_attribute <- function(view, key, value) put_attribute(view@handle, view@name, key, value)

check_attribute <- function(view, key, value, call = user_call()) {
  force(call)
  if (!is_string(key) || !nzchar(key)) stop_argument("name", key, "the name of an attribute", call = call)
  if (!view@all && (is_own_attribute(key) || key %in% encoding_attributes(view, cpp_attr_names(view@handle, view@name)))) {
    stop_ch5mpy("argument", paste0(
      "The attribute ", quote_text(key), " is kept by the package or by HDF5; say all = TRUE to change it."
    ), path = path_text(view@handle), name = key, call = call)
  }
  if (!can_describe(value)) {
    stop_ch5mpy("type", paste0(
      "The attribute ", quote_text(key), " takes a value that is told by its structure, not ", value_text(value),
      ", which holds code or an environment."
    ), path = path_text(view@handle), name = key, call = call)
  }
}

stop_no_attribute <- function(view, key, call = user_call()) {
  force(call)
  stop_ch5mpy("not_found", paste0(
    "There is no attribute ", quote_text(key), " at ", owner_text(view), "."
  ), path = path_text(view@handle), name = key, call = call)
}

owner_text <- function(view) {
  name <- view@handle@name
  if (view@name != "") name <- paste0(sub("/$", "", name), "/", view@name)
  paste0(quote_text(name), " in ", quote_text(path_text(view@handle)))
}

# The name that a subscript of `[[` stands for.
attribute_key <- function(view, i) {
  if (is_string(i)) return(i)
  if (!is.numeric(i) || length(i) != 1L || is.na(i)) stop_argument("i", i, "the name or the number of an attribute")
  names <- attribute_names(view)
  if (i < 1 || i >= length(names) + 1) {
    stop_ch5mpy("subscript", paste0(
      "Subscript ", value_text(i), " is out of bounds: ", owner_text(view), " has ", length(names), " attributes."
    ), path = path_text(view@handle))
  }
  names[[i]]
}

setMethod("names", "H5Attributes", function(x) attribute_names(x))

setMethod("length", "H5Attributes", function(x) length(attribute_names(x)))

setMethod("$", "H5Attributes", function(x, name) {
  if (name %in% attribute_names(x)) read_attribute(x, name)
})

setMethod("[[", "H5Attributes", function(x, i, j, ...) {
  key <- attribute_key(x, i)
  if (!key %in% attribute_names(x)) stop_no_attribute(x, key)
  read_attribute(x, key)
})

setMethod("[", "H5Attributes", function(x, i, j, ..., drop = TRUE) as.list(x)[i])

set_attribute <- function(x, key, value) {
  if (!is.null(value)) {
    check_attribute(x, key, value)
    write_attribute(x, key, value)
  } else if (key %in% attribute_names(x)) {
    drop_attribute(x@handle, x@name, key)
  }
  x
}

setMethod("$<-", "H5Attributes", function(x, name, value) set_attribute(x, name, value))

setMethod("[[<-", "H5Attributes", function(x, i, j, ..., value) set_attribute(x, attribute_key(x, i), value))

# As on a list: `list(NULL)` stores a NULL.
setMethod("[<-", "H5Attributes", function(x, i, j, ..., value) {
  old <- as.list(x)
  new <- old
  new[i] <- value
  kept <- names(new) %in% names(old) & mapply(identical, new, old[names(new)])
  changed <- names(new)[!kept]
  for (key in changed) check_attribute(x, key, new[[key]])
  for (key in changed) write_attribute(x, key, new[[key]])
  for (key in setdiff(names(old), names(new))) drop_attribute(x@handle, x@name, key)
  x
})

#' @method as.list H5Attributes
#' @export
as.list.H5Attributes <- function(x, ...) lapply(structure(names(x), names = names(x)), read_attribute, view = x)

setMethod("show", "H5Attributes", function(object) {
  if (!cpp_file_is_open(object@handle)) return(cat("Closed H5Attributes{...}\n"))
  values <- as.list(object)
  entries <- paste0(name_text(names(values)), ": ", vapply(values, attribute_text, "", trust = object@handle@trust), recycle0 = TRUE)
  line <- paste0("H5Attributes{", paste(entries, collapse = ", "), "}")
  if (nchar(line) <= getOption("width")) return(cat(line, "\n", sep = ""))
  cat("H5Attributes{", paste0("  ", entries, ","), "}", sep = "\n")
})

#' @importFrom utils str
#' @export
str.H5Attributes <- function(object, ...) {
  if (!cpp_file_is_open(object@handle)) return(cat("Closed H5Attributes{...}\n"))
  values <- as.list(object)
  cat("H5Attributes of ", length(values), ": ", owner_text(object), "\n", sep = "")
  cat(sprintf(" $ %s: %s\n", name_text(names(values)), vapply(values, attribute_text, "", trust = object@handle@trust)), sep = "")
}

attribute_text <- function(value, trust) {
  if (is.null(value)) return("NULL")
  if (isS4(value) && is(value, "H5Opaque")) return(paste0("<", value@what, ">"))
  if (is.object(value) || !is.atomic(value)) return(cut_text(object_text(value, trust), 60L))
  dtype <- if (is.double(value)) "float64" else ""
  long <- length(value) > 6L
  shown <- if (long) value[c(1:3, length(value) - 2:0)] else value
  text <- cut_text(element_text(shown, dtype), 60L)
  if (long) text <- append(text, "...", 3L)
  if (length(value) == 1L) text else paste0("[", paste(text, collapse = ", "), "]")
}

setMethod("location_of", "H5Attributes", function(x) location_of(x@handle))
