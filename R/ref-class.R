# Handles: descriptions of things in files. All slots are plain data, so that a handle can be saved,
# sent and forked; C++ finds the open file and the object behind it (src/hdf5/location.h).

#' @exportClass H5Handle
setClass("H5Handle", representation(
  "VIRTUAL",
  # Absolute path. The string is made by C++: it holds the lease on the open file as long as R refers to
  # it, and flushes the file when it is serialised. Never build a new one from its text.
  file = "character",
  # Absolute name of the object in the file when the handle was taken ("/" for the root).
  name = "character",
  # What this handle may do: "r" or "r+".
  mode = "character",
  # "R": R's dim is the file's shape reversed; "C": as it is.
  order = "character",
  trust = "logical",
  # The process that made the handle; in another one the name decides.
  session = "character",
  # The opening call that the handle descends from.
  lease = "numeric",
  # Number of the object in C++'s registry of this session.
  object = "numeric"
))

#' @exportClass H5GroupHandle
setClass("H5GroupHandle", contains = "H5Handle")

# A file is seen as its root group.
#' @exportClass H5FileHandle
setClass("H5FileHandle", contains = "H5GroupHandle")

#' @exportClass H5DatasetHandle
setClass("H5DatasetHandle", contains = "H5Handle")

# A handle of class `class` on another object of the same opening as `from`. `...` are further slots.
# Slots are set without initialize() and validity: this is on the way of every `d$x`.
new_handle <- function(class, from, name, object, ...) {
  attr(from, "class") <- handle_class(class)
  attr(from, "name") <- name
  attr(from, "object") <- object
  if (...length() > 0L) {
    slots <- list(...)
    for (slot in names(slots)) attr(from, slot) <- slots[[slot]]
  }
  from
}

# The first handle of an opening; `opened` is what cpp_file_open() gave.
new_file_handle <- function(opened, order, trust) {
  handle <- file_handle_prototype
  attr(handle, "file") <- opened$file
  attr(handle, "name") <- "/"
  attr(handle, "mode") <- opened$mode
  attr(handle, "order") <- order
  attr(handle, "trust") <- trust
  attr(handle, "session") <- opened$session
  attr(handle, "lease") <- opened$lease
  attr(handle, "object") <- opened$object
  handle
}

file_handle_prototype <- new("H5FileHandle")

handle_class <- function(class) {
  known <- handle_classes[[class]]
  if (is.null(known)) {
    known <- structure(class, package = "ch5mpy")
    handle_classes[[class]] <- known
  }
  known
}

handle_classes <- new.env(parent = emptyenv())

# The handle behind any face of a thing in a file: a path is opened, an array that is stored gives its
# dataset's handle. `mode` is what a path is opened with; with any but "r" a handle must be writable.
# (Forced first: an error of an argument that is evaluated while a method is looked for loses its class.)
setGeneric("as_handle", function(x, mode = "r", ...) {
  force(x)
  standardGeneric("as_handle")
})

setMethod("as_handle", "H5Handle", function(x, mode = "r", ...) {
  if (mode != "r" && x@mode == "r") stop_read_only(x)
  x
})

setMethod("as_handle", "ANY", function(x, mode = "r", ...) {
  stop_ch5mpy("argument", paste0(
    "A path, or a file, group, dict, list or array of ch5mpy is needed, not ", value_text(x), "."
  ))
})

# The handles that a face refers to: one, or for a computed array one for each dataset it reads.
setGeneric("handles_of", function(x) {
  force(x)
  standardGeneric("handles_of")
})

setMethod("handles_of", "H5Handle", function(x) list(x))

setMethod("handles_of", "ANY", function(x) {
  stop_ch5mpy("argument", paste0(
    "A file, group, dict, list or array of ch5mpy is needed, not ", value_text(x), "."
  ))
})

stop_read_only <- function(handle, call = user_call()) {
  force(call)
  # That it is closed, replaced or deleted comes first.
  cpp_node_locate(handle)
  stop_ch5mpy("mode", paste0(
    quote_text(path_text(handle)), " was opened for reading only (mode \"r\"); open it with mode \"r+\" to change ",
    quote_text(handle@name), "."
  ), path = path_text(handle), name = handle@name, call = call)
}

# An ordinary string with the file's path: no reference to the open file.
path_text <- function(handle) paste0(handle@file)

setMethod("location_of", "H5Handle", function(x) list(path = path_text(x), name = x@name))
