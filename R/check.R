# Checks of arguments. Each returns its argument in the form the package works with, or raises an
# error of kind argument that names the argument and the value it had.

is_string <- function(x) is.character(x) && length(x) == 1L && !is.na(x)

# A short text of any value, for error messages.
value_text <- function(x) {
  text <- if (is.atomic(x) && length(x) == 1L) {
    if (is.character(x) && !is.na(x)) quote_text(x) else format(x)
  } else {
    paste0("an object of class ", quote_text(class(x)[1L]), if (is.vector(x)) paste(" and length", length(x)))
  }
  cut_text(text, 80L)
}

stop_argument <- function(name, value, must, call = user_call()) {
  force(call)
  stop_ch5mpy("argument", paste0("`", name, "` must be ", must, ", not ", value_text(value), "."),
              argument = name, call = call)
}

check_string <- function(x, name) {
  if (!is_string(x)) stop_argument(name, x, "a single text")
  x
}

# Whether calls nested much deeper than the present one would exhaust C's stack, which R answers with an
# error that is nobody's.
stack_is_low <- function(needed = 4e5) {
  stack <- Cstack_info()
  isTRUE(stack[["size"]] - stack[["current"]] < needed)
}

check_flag <- function(x, name) {
  if (!is.logical(x) || length(x) != 1L || is.na(x)) stop_argument(name, x, "TRUE or FALSE")
  x
}

# A whole number of at least `min`, as a double.
check_count <- function(x, name, min = 0) {
  if (!is.numeric(x) || length(x) != 1L || is.na(x) || x < min || x != floor(x) || is.infinite(x)) {
    stop_argument(name, x, paste("a whole number of at least", min))
  }
  as.double(x)
}

check_choice <- function(x, name, choices) {
  if (!is_string(x) || !x %in% choices) {
    stop_argument(name, x, paste("one of", paste(quote_text(choices), collapse = ", ")))
  }
  x
}

# "x" is another spelling of "w-", as for base R's and Python's files.
check_mode <- function(mode, name = "mode") {
  mode <- check_choice(mode, name, c("r", "r+", "w", "w-", "x", "a"))
  if (mode == "x") "w-" else mode
}

check_order <- function(order) {
  if (identical(order, c("R", "C"))) return("R")
  check_choice(order, "order", c("R", "C"))
}

# The path of a file as R spells it.
check_file_path <- function(path, name = "path") {
  if (!is_string(path) || !nzchar(path)) stop_argument(name, path, "the path of a file")
  path
}

# A path inside a file: keys joined by "/"; a leading "/" starts at the root, which is a path itself
# where something is only looked up (`root`).
check_path <- function(path, name = "name", root = FALSE) {
  if (!is_string(path)) stop_argument(name, path, "a single text")
  # The usual case, a single key, on the short way.
  if (!grepl("/", path, fixed = TRUE) && nzchar(path) && path != ".") return(enc2utf8(path))
  if (root && path == "/") return(path)
  keys <- strsplit(enc2utf8(path), "/", fixed = TRUE)[[1L]]
  if (startsWith(path, "/")) keys <- keys[-1L]
  if (endsWith(path, "/") || length(keys) == 0L || any(!nzchar(keys) | keys == ".")) {
    stop_key(path, name, "a key is not empty and not \".\"")
  }
  enc2utf8(path)
}

# A single key: no "/" in it.
check_key <- function(key, name = "name") {
  key <- check_path(key, name)
  if (grepl("/", key, fixed = TRUE)) stop_key(key, name, "\"/\" separates the keys of a path and cannot be in one")
  key
}

stop_key <- function(key, name, why, call = user_call()) {
  force(call)
  stop_ch5mpy("argument", paste0("`", name, "` is ", quote_text(key), ": ", why, "."), name = key, call = call)
}
