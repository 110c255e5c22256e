# Errors of the package: one constructor, classes from narrow to wide.

#' Raises a classed error of the package
#' @param kind One of the kinds of `?ch5mpy_errors`.
#' @param message One sentence on what is wrong, with the values in it, and what to do.
#' @param ... Named fields of the condition (path, name, ...).
#' @param call The call the user wrote.
#' @noRd
stop_ch5mpy <- function(kind, message, ..., call = user_call()) {
  stop(structure(
    class = c(paste0("ch5mpy_error_", kind), "ch5mpy_error", "error", "condition"),
    list(message = message, call = call, ...)
  ))
}

# Called by C++ (rglue/boundary.cpp) with an `Error`.
raise_from_cpp <- function(kind, message, fields) {
  do.call(stop_ch5mpy, c(list(kind, message), as.list(fields), list(call = user_call())), quote = TRUE)
}

# The call that the user wrote: the outermost frame of the innermost run of our own frames.
user_call <- function() {
  ours <- topenv()
  calls <- sys.calls()
  found <- NULL
  for (i in rev(seq_len(sys.nframe() - 1L))) {
    if (identical(topenv(environment(sys.function(i)), NULL), ours)) found <- calls[[i]]
  }
  found
}
