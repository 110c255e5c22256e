# The package's options: what each takes, where its default comes from, and who is told.

#' Options of ch5mpy
#'
#' `h5_options()` lists all options, `h5_options("max_memory")` gets one,
#' `h5_options(max_memory = "250M", threads = 2)` sets some. `with_h5_options()` sets them while an
#' expression is evaluated.
#'
#' | option | takes | default |
#' | --- | --- | --- |
#' | `max_memory` | the memory that the package may work with: bytes, or a text such as `"100K"`, `"250M"`, `"1.5G"` (1024-multiples, either case), or `Inf` | `"250M"` |
#' | `threads` | the number of threads that compute | the cores; at most 2 under `R CMD check` |
#' | `compression` | how new datasets are compressed: `"none"`, `"gzip-4"`, ... | `"none"` |
#' | `int64` | what 64-bit integers become: `"double"` (with a warning when a value is not exact), `"integer64"` (of the package bit64) or `"error"` | `"double"` |
#' | `error_mode` | what becomes of things that cannot be rebuilt: `"ignore"` gives an `H5Opaque`, `"raise"` an error | `"ignore"` |
#' | `progress` | whether long work shows its progress: `TRUE`, `FALSE`, or `NA` for "when interactive" | `NA` |
#' | `trust` | whether files are opened as trusted ones when `trust` is not said | `FALSE` |
#' | `atomic` | whether a change of a file happens entirely or not at all | `TRUE` |
#' | `durability` | what a completed change survives: the death of the `"process"`, or a loss of `"power"` | `"process"` |
#' | `lock_timeout` | the seconds to wait for a file that another process has locked, before that is an error | `0` |
#'
#' An option that was never set has the value of `getOption("ch5mpy.<name>")`, else that of the
#' environment variable `CH5MPY_<NAME>`, else the default above. These two are looked up when the
#' package is loaded and after each top-level call.
#'
#' @param ... Names of options to get, or `name = value` pairs to set (`NULL` goes back to the
#'   default), or one list of such pairs, as setting returned it.
#' @param options A list of `name = value` pairs.
#' @param code The expression to evaluate while they hold.
#' @return `h5_options()`: a list of all values; with one name the value, with several a list. Setting
#'   returns the old values invisibly. Sizes are given as a number of bytes.
#'   `with_h5_options()`: the value of `code`.
#' @examples
#' old <- h5_options(max_memory = "100M", threads = 1)
#' h5_options("max_memory")
#' h5_options(old)
#' with_h5_options(list(max_memory = "1M"), h5_options("max_memory"))
#' @export
h5_options <- function(...) {
  args <- list(...)
  if (length(args) == 1L && is.null(names(args)) && is.list(args[[1L]])) args <- args[[1L]]
  if (length(args) == 0L) return(lapply(set_names(names(option_specs)), option_value))
  if (is.null(names(args))) return(get_options(args))
  check_options(args)
  old <- get_options(names(args), simplify = FALSE)
  set_options(args)
  invisible(old)
}

#' @rdname h5_options
#' @export
with_h5_options <- function(options, code) {
  if (!is.list(options)) stop_argument("options", options, "a list of options")
  check_options(options)
  old <- lapply(set_names(names(options)), function(name) options_set[[name]])
  set_options(options)
  on.exit(set_options(old))
  force(code)
}

# One option's value in force; the form that the rest of the package uses.
option_value <- function(name) {
  set <- options_set[[name]]
  if (is.null(set)) option_default(name) else set
}

# What was set with h5_options(), by name; an option that was not is NULL.
options_set <- new.env(parent = emptyenv())

option_specs <- list(
  max_memory = list(default = "250M", parse = function(x, name) check_size(x, name)),
  threads = list(default = NULL, parse = function(x, name) check_count(x, name, min = 1)),
  compression = list(default = "none", parse = function(x, name) check_compression(x, name)),
  int64 = list(default = "double", parse = function(x, name) check_choice(x, name, c("double", "integer64", "error"))),
  error_mode = list(default = "ignore", parse = function(x, name) check_choice(x, name, c("ignore", "raise"))),
  progress = list(default = NA, parse = function(x, name) check_maybe(x, name)),
  trust = list(default = FALSE, parse = function(x, name) check_flag(x, name)),
  atomic = list(default = TRUE, parse = function(x, name) check_flag(x, name)),
  durability = list(default = "process", parse = function(x, name) check_choice(x, name, c("process", "power"))),
  lock_timeout = list(default = 0, parse = function(x, name) check_seconds(x, name))
)

get_options <- function(names, simplify = TRUE) {
  for (name in names) check_choice(name, "option", base::names(option_specs))
  values <- lapply(set_names(as.character(names)), option_value)
  if (simplify && length(values) == 1L) values[[1L]] else values
}

check_options <- function(options) {
  if (length(options) > 0L && is.null(names(options))) stop_argument("options", options, "named")
  for (name in names(options)) {
    check_choice(name, "option", names(option_specs))
    if (!is.null(options[[name]])) option_specs[[name]]$parse(options[[name]], name)
  }
}

# `options` were checked: all are good before the first is set.
set_options <- function(options) {
  for (name in names(options)) {
    value <- options[[name]]
    options_set[[name]] <- if (!is.null(value)) option_specs[[name]]$parse(value, name)
  }
  push_options()
}

# options(ch5mpy.<name> =), then CH5MPY_<NAME>, then the package's own.
option_default <- function(name) {
  spec <- option_specs[[name]]
  option <- paste0("ch5mpy.", name)
  value <- getOption(option)
  if (!is.null(value)) return(spec$parse(value, option))
  variable <- paste0("CH5MPY_", toupper(name))
  value <- Sys.getenv(variable, NA)
  if (!is.na(value) && nzchar(value)) return(spec$parse(utils::type.convert(value, as.is = TRUE), variable))
  if (name == "threads") default_threads() else spec$parse(spec$default, name)
}

default_threads <- function() {
  if (is.null(machine$cores)) machine$cores <- max(1, parallel::detectCores(), na.rm = TRUE)
  cores <- machine$cores
  if (nzchar(Sys.getenv("_R_CHECK_LIMIT_CORES_"))) min(cores, 2) else cores
}

machine <- new.env(parent = emptyenv())

# C++ is told of the options that it reads, and where scratch files go.
push_options <- function() {
  values <- lapply(set_names(pushed_options), option_value)
  values$tmpdir <- tempdir()
  cpp_session_settings(values)
  pushed$sources <- option_sources()
}

# After each top-level call, hence cheap: only where R's options or the environment have changed.
refresh_options <- function() if (!identical(pushed$sources, option_sources())) push_options()

option_sources <- function() {
  list(getOption("ch5mpy.max_memory"), getOption("ch5mpy.threads"), getOption("ch5mpy.int64"),
       getOption("ch5mpy.atomic"), getOption("ch5mpy.durability"), getOption("ch5mpy.lock_timeout"),
       Sys.getenv(paste0("CH5MPY_", toupper(pushed_options)), names = FALSE))
}

pushed_options <- c("max_memory", "threads", "int64", "atomic", "durability", "lock_timeout")

pushed <- new.env(parent = emptyenv())

# A size in bytes.
check_size <- function(x, name) {
  must <- "a number of bytes, a size such as \"250M\", or Inf"
  if (is.character(x) && length(x) == 1L && !is.na(x)) {
    parts <- regmatches(x, regexec("^\\s*([0-9]*\\.?[0-9]+|[0-9]+\\.|inf)\\s*([kmgtp]?)(i?b)?\\s*$", x, ignore.case = TRUE))[[1L]]
    if (length(parts) == 0L) stop_argument(name, x, must)
    power <- match(tolower(parts[3L]), c("", "k", "m", "g", "t", "p")) - 1
    x <- floor(as.double(parts[2L]) * 1024^power)
  }
  if (!is.numeric(x) || length(x) != 1L || is.na(x) || x < 1) stop_argument(name, x, must)
  as.double(x)
}

check_seconds <- function(x, name) {
  if (!is.numeric(x) || length(x) != 1L || is.na(x) || x < 0) stop_argument(name, x, "a number of seconds")
  as.double(x)
}

check_compression <- function(x, name) {
  known <- "^(none|(gzip|zstd|lz4|lzf|blosc2?(-[a-z0-9]+)?|szip|bzip2)(-[0-9]+)?)$"
  if (!is_string(x) || !grepl(known, x)) {
    stop_argument(name, x, "a compression such as \"none\", \"gzip-4\" or \"zstd-3\"")
  }
  x
}

check_maybe <- function(x, name) {
  if (!is.logical(x) || length(x) != 1L) stop_argument(name, x, "TRUE, FALSE or NA")
  x
}

set_names <- function(x) structure(as.character(x), names = x)
