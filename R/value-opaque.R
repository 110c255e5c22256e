# What is in a file but cannot be an R object here: what it is, its size, and why.

#' Things in a file that cannot be read as R objects
#'
#' An `H5Opaque` stands for something in a file that this package cannot rebuild: a pickled Python
#' object, a type that R has no counterpart of, a link that leads nowhere. It says what the thing is, its
#' size in bytes and why it cannot be read. It can be copied, moved and deleted like any other thing.
#' `h5_dict()` gives the group behind one as an [H5Dict()], where it is a group; also behind an object
#' that would be rebuilt, such as a sparse matrix, whose arrays can so be worked with lazily.
#'
#' With `h5_options(error_mode = "raise")` taking such a thing is an error instead (of kind
#' `unsupported`); listing and printing a dict that holds one never is.
#'
#' @param opaque An `H5Opaque`, or any file, group or dict.
#' @param name Of a thing in it; `NULL` for `opaque` itself.
#' @param object An `H5Opaque`.
#' @return An `H5Dict`. Something that is no group is an error of kind `type`.
#' @name H5Opaque
#' @aliases H5Opaque-class
#' @examples
#' # a file that Python's ch5mpy wrote, with a pickled object in it
#' path <- system.file("extdata", "python.h5", package = "ch5mpy")
#' l <- H5List(path, "with_pickle")
#' l
#' l[[4]]
NULL

#' @exportClass H5Opaque
setClass("H5Opaque", contains = "H5Handle", representation(
  what = "character",
  # Bytes; NA where that is not known.
  size = "numeric",
  why = "character",
  # "group", "dataset", or the kind of link.
  kind = "character"
))

# The H5Opaque for what cpp_node_find() found below `x`.
new_opaque <- function(x, found) {
  if (identical(found$dtype, "reference")) found$targets <- reference_targets(x, found)
  said <- describe_opaque(found)
  handle <- new_handle("H5Opaque", x, found$name, found$object)
  size <- if (found$kind %in% c("group", "dataset")) cpp_node_describe(handle, "")$logical_bytes else NA_real_
  attr(handle, "what") <- said$what
  attr(handle, "why") <- said$why
  attr(handle, "size") <- if (is.null(size)) NA_real_ else as.double(size)
  attr(handle, "kind") <- found$kind
  handle
}

# What references point to, where they are not too many to be read for it.
reference_targets <- function(x, found) {
  if (prod(found$shape) > 1000) return("")
  tryCatch(paste0(",", targets_text(cpp_record_read(x, found$name, NULL)$value$value)), ch5mpy_error = function(e) "")
}

# The same as a value that was asked for: with error_mode "raise" it is an error.
give_opaque <- function(x, found) {
  opaque <- new_opaque(x, found)
  if (option_value("error_mode") == "raise") stop_opaque(opaque)
  opaque
}

# What a thing is, and why it is no R object.
describe_opaque <- function(found) {
  said <- describe_kind(found)
  if (!is.null(found$reason)) said$why <- sub("[.]$", "", found$reason)
  said
}

describe_kind <- function(found) {
  mark <- if (is.null(found$mark)) "" else found$mark
  known <- opaque_marks[[if (nzchar(mark)) mark else "none"]]
  if (found$kind %in% c("group", "dataset") && nzchar(mark)) {
    if (!is.null(known)) return(known)
    return(list(what = paste("object of kind", quote_text(mark)), why = "its kind is not known"))
  }
  if (found$kind == "group" && !is.null(found$encoding)) return(list(what = found$encoding, why = ""))
  link <- opaque_links[[found$kind]]
  if (!is.null(link)) return(link)
  if (found$kind == "dataset") return(list(what = paste(found$dtype, "dataset"), why = paste0(found$why, found$targets)))
  list(what = "unknown thing", why = paste("it is", found$why))
}

opaque_marks <- list(
  pickle = list(what = "pickled Python object", why = "only Python can unpickle it"),
  object = list(what = "Python object", why = "its class is Python's; h5_dict() gives what it holds"),
  r_object = list(what = "R object", why = "it is not rebuilt; h5_dict() gives what it holds"),
  r_serialized = list(what = "serialized R object", why = "it could run code when it is rebuilt")
)

opaque_links <- list(
  repeated = list(what = "group that contains itself", why = "it is one of the groups around it"),
  dangling = list(what = "dangling link", why = "there is nothing where it points to"),
  external = list(what = "external link", why = "links to other files are not followed")
)

#' @rdname H5Opaque
#' @export
h5_dict <- function(opaque, name = NULL) {
  handle <- as_handle(opaque)
  if (!is.null(name)) handle <- node_handle(handle, check_path(name))
  found <- if (is(handle, "H5Opaque") && handle@kind != "group") NULL else cpp_node_find(handle, "", FALSE)
  if (!identical(found$kind, "group")) {
    what <- if (is(handle, "H5Opaque")) handle@what else "a dataset"
    stop_ch5mpy("type", paste0(
      quote_text(handle@name), " in ", quote_text(path_text(handle)), " is ", what, " and no group, so it has no keys."
    ), path = path_text(handle), name = handle@name)
  }
  new_handle("H5Dict", without_slots(handle, opaque_slots), handle@name, handle@object)
}

opaque_slots <- c("what", "size", "why", "kind")

without_slots <- function(handle, slots) {
  for (slot in slots) attr(handle, slot) <- NULL
  handle
}

# "<pickled Python object, 51 B>"
opaque_text <- function(opaque) {
  paste0("<", opaque@what, if (!is.na(opaque@size)) paste0(", ", bytes_text(opaque@size)), ">")
}

#' @rdname H5Opaque
#' @export
setMethod("show", "H5Opaque", function(object) {
  cat("H5Opaque", opaque_text(object), ": ", object@why, "\n", sep = "")
})

stop_opaque <- function(opaque, call = user_call()) {
  force(call)
  stop_ch5mpy("unsupported", paste0(
    quote_text(opaque@name), " in ", quote_text(path_text(opaque)), " is a ", opaque@what, " and cannot be read: ",
    opaque@why, "."
  ), path = path_text(opaque), name = opaque@name, call = call)
}

# An attribute that cannot be read.
setMethod("opaque_attribute", "H5Handle", function(handle, path, key, error) {
  if (option_value("error_mode") == "raise") stop(error)
  attr(handle, "what") <- paste("attribute", quote_text(key))
  attr(handle, "why") <- sub("[.]$", "", conditionMessage(error))
  attr(handle, "size") <- NA_real_
  attr(handle, "kind") <- "attribute"
  new_handle("H5Opaque", handle, handle@name, handle@object)
})
