# The type of a result: R decides, by what base does with elements of the same types. So base's own
# errors ("non-numeric argument to binary operator") come before any work.

type_samples <- list(
  logical = TRUE, integer = 1L, double = 1, complex = 1 + 0i, character = "a", raw = as.raw(1L), `NULL` = NULL
)

known_types <- new.env(parent = emptyenv())

# The type of `fun(...)` on elements of `types`; `params` are further arguments.
call_type <- function(fun, types, params = NULL) {
  key <- paste(fun, paste(types, collapse = " "))
  known <- if (is.null(params)) known_types[[key]]
  if (!is.null(known)) return(known)
  type <- typeof(call_samples(fun, types, params))
  if (is.null(params)) known_types[[key]] <- type
  type
}

call_samples <- function(fun, types, params) {
  args <- c(unname(type_samples[types]), params)
  tryCatch(
    suppressWarnings(do.call(get(fun, envir = baseenv()), args)),
    error = function(e) stop_ch5mpy("type", conditionMessage(e))
  )
}

# The name numpy has for a type of R's, for computed arrays.
type_dtype <- function(type) {
  switch(type, double = "float64", integer = "int32", logical = "bool", character = "str",
         complex = "complex128", raw = "uint8", type)
}

node_dtype <- function(node) if (is.null(node$dtype)) type_dtype(node$type) else node$dtype

# R's type for what the user calls one, or an error.
check_r_type <- function(type, name = "type") {
  if (identical(type, "numeric")) type <- "double"
  check_choice(type, name, c("double", "integer", "logical", "complex", "character", "raw"))
}
