# Errors of the package: one constructor, classes from narrow to wide; and the user's call they carry.

#' Errors of ch5mpy
#'
#' Every error that the package raises is a classed condition, narrow to wide:
#' `c("ch5mpy_error_<kind>", "ch5mpy_error", "error", "condition")`. Its message is a sentence on what
#' is wrong, with the values in it, and what to do; `conditionCall()` is the call that you wrote.
#' Fields such as `path` and `name` say which file and which object in it.
#'
#' The kinds, by what helps:
#'
#' | kind | means |
#' | --- | --- |
#' | `not_found` | a path or a name that is not there |
#' | `exists` | a name or a file that is there already |
#' | `argument` | an argument or a key that cannot be |
#' | `type` | a value of the wrong type, or a thing of the wrong kind at a name |
#' | `subscript` | a subscript out of bounds |
#' | `mode` | writing where only reading is allowed |
#' | `locked` | a file that is in use |
#' | `closed` | a handle that was closed |
#' | `stale` | a handle on an object that was replaced |
#' | `memory` | a result that does not fit |
#' | `corrupt` | not an HDF5 file, or a damaged one |
#' | `unsupported` | something the package does not do |
#' | `untrusted` | something only done for trusted files |
#' | `transaction` | a transaction that failed |
#' | `io` | the system refused to read or write |
#' | `internal` | an error of the package itself |
#'
#' @name ch5mpy_errors
#' @examples
#' tryCatch(H5File("absent.h5"), ch5mpy_error_not_found = function(e) e$path)
NULL

#' Raises a classed error of the package
#' @param kind One of the kinds of `?ch5mpy_errors`.
#' @param message One sentence on what is wrong, with the values in it, and what to do.
#' @param ... Named fields of the condition (path, name, ...).
#' @param call The call the user wrote.
#' @noRd
stop_ch5mpy <- function(kind, message, ..., call = user_call(), place = user_place()) {
  force(call)
  fields <- list(...)
  if (is.null(fields$path)) {
    if (kind == "subscript") message <- with_place(message, place)
    fields <- c(fields, place[setdiff(names(place), names(fields))])
  }
  stop(structure(
    class = c(paste0("ch5mpy_error_", kind), "ch5mpy_error", "error", "condition"),
    c(list(message = message, call = call), fields)
  ))
}

# "The value does not fit ('/x' in '/tmp/a.h5')."
with_place <- function(message, place) {
  if (is.null(place)) return(message)
  paste0(sub("[.]$", "", message), " (", quote_text(place$name), " in ", quote_text(place$path), ").")
}

# Whether the message says which file or which thing in it the error is about.
says_place <- function(message, fields) {
  any(vapply(fields[intersect(names(fields), c("path", "name"))], grepl, NA, x = message, fixed = TRUE))
}

# A warning whose call is the user's, as base R's own of the same words would have it.
warn_ch5mpy <- function(message, call = user_call()) {
  force(call)
  warning(simpleWarning(message, call))
}

# Called by C++ (rglue/boundary.cpp) with an `Error`.
raise_from_cpp <- function(kind, message, fields) {
  # C++ calls from the global environment: the frame below on the stack is the one that called C++.
  from <- sys.nframe() - 1L
  fields <- as.list(fields)
  place <- user_place(from)
  nowhere <- is.null(fields$path)
  fields <- c(fields, place[setdiff(names(place), names(fields))])
  if (nowhere || !says_place(message, fields)) message <- with_place(message, place)
  do.call(stop_ch5mpy, c(list(kind, message), fields, list(call = user_call(from), place = NULL)), quote = TRUE)
}

# The call that the user wrote. From the innermost frame we go to its caller as long as that is ours:
# by callers and not down the stack, since an argument of ours that is evaluated late
# (`h5_read(f[["absent"]])`) stands above our frame without being called by it. Where we are called
# back through base R (`lapply()` in one of our functions) the frames between are passed over.
user_call <- function(from = sys.nframe() - 1L) {
  frame <- user_frame(from)
  if (frame > 0L) without_values(without_s3_class(sys.call(frame)))
}

# The number of its frame; 0 without one.
user_frame <- function(from) cpp_session_user_frame(sys.frames(), sys.parents(), from)

# What C++ asks for to find it itself.
call_stack <- function() list(sys.frames(), sys.parents())

# What the user's call is about, for errors that do not say it themselves: the path and the name of the
# first handle among its arguments.
user_place <- function(from = sys.nframe() - 1L) {
  frame <- user_frame(from)
  if (frame == 0L) return(NULL)
  arguments <- sys.frame(frame)
  for (name in intersect(names(formals(sys.function(frame))), c("x", "l", "d", "file", "loc", "from", "con", "e1", "e2"))) {
    # R's own words for an argument that is missing or cannot be evaluated are not wanted here.
    place <- tryCatch(location_of(get(name, envir = arguments, inherits = FALSE)), error = function(e) NULL)
    if (!is.null(place)) return(place)
  }
}

# list(path, name) of a thing in a file, NULL of anything else.
setGeneric("location_of", function(x) standardGeneric("location_of"))

setMethod("location_of", "ANY", function(x) NULL)

# An S3 method's frame is called by the method's name; the user wrote the generic's.
without_s3_class <- function(call) {
  # print() calls show() by the function itself.
  if (is(call[[1L]], "standardGeneric")) call[[1L]] <- as.name(call[[1L]]@generic)
  if (is.symbol(call[[1L]])) {
    call[[1L]] <- as.name(sub("(.)\\.H5[A-Za-z]+$", "\\1", as.character(call[[1L]])))
  }
  call
}

# R puts values into some calls: the new value in that of a replacement (`d$x <- value`), all arguments
# in that of `sum(x)`. They may be large, and are no words of the user's: only single values are kept.
without_values <- function(call) {
  for (i in seq_along(call)[-1L]) {
    if (is.name(call[[i]]) || is.call(call[[i]])) next
    value <- if (typeof(call[[i]]) == "promise") eval(call[[i]]) else call[[i]]
    single <- is.atomic(value) && is.null(attributes(value)) && length(value) == 1L
    call[[i]] <- if (single) value else if (identical(names(call)[i], "value")) quote(value) else quote(x)
  }
  call
}
