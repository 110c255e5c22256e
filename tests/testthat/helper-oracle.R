# Base R as the oracle: an expression is evaluated on an array in memory and on H5Arrays of it, stored
# in several ways, under several memory caps. Values, attributes, warnings and errors must be the same.

# Ways of storing an array; `chunk` is a function of dim.
oracle_forms <- list(
  contiguous = list(chunk = function(dim) FALSE, compression = "none", order = "R"),
  small_chunks = list(chunk = function(dim) pmin(pmax(dim, 1), 2), compression = "none", order = "R"),
  compressed = list(chunk = function(dim) pmin(pmax(dim, 1), rev(seq_along(dim)) + 1), compression = "gzip-1", order = "R"),
  c_order = list(chunk = function(dim) pmin(pmax(dim, 1), 3), compression = "none", order = "C")
)

# An H5Array of `x` in a new file that is gone when `env` ends.
stored_as <- function(x, form = oracle_forms$small_chunks, env = parent.frame()) {
  file <- local_h5(order = form$order, env = env)
  dim <- if (is.null(dim(x))) length(x) else dim(x)
  h5_write(x, file, "x", chunk = form$chunk(dim), compression = form$compression, scalar = FALSE)
  H5Array(file, "x")
}

# What `code` came to: its value in memory, or its error, and its warnings.
outcome_of <- function(code) {
  warnings <- character()
  value <- tryCatch(
    withCallingHandlers(in_memory(code), warning = function(w) {
      warnings <<- c(warnings, conditionMessage(w))
      invokeRestart("muffleWarning")
    }),
    error = function(e) e
  )
  list(value = value, warnings = sort(unique(warnings)))
}

in_memory <- function(x) if (is(x, "H5Array")) collect_node(x@node) else x

# Compares our outcome with base's; a text on the difference, NULL when there is none.
outcome_difference <- function(base, ours) {
  if (inherits(ours$value, "error")) {
    if (!inherits(ours$value, "ch5mpy_error")) return(paste("not a ch5mpy_error:", conditionMessage(ours$value)))
    if (!inherits(base$value, "error")) return(paste("an error of ours only:", conditionMessage(ours$value)))
    # a subscript's error says more than base's
    if (inherits(ours$value, "ch5mpy_error_subscript")) return(NULL)
    if (!identical(conditionMessage(base$value), conditionMessage(ours$value))) {
      return(paste(conditionMessage(base$value), "/", conditionMessage(ours$value)))
    }
    return(NULL)
  }
  if (inherits(base$value, "error")) return(paste("an error of base's only:", conditionMessage(base$value)))
  if (identical(base, ours)) return(NULL)
  paste(c("base:", deparse(base), "ours:", deparse(ours)), collapse = "\n")
}

# Each of `calls` (quoted expressions over `x` and what `env` holds) on `x` and on H5Arrays of it.
expect_oracle <- function(x, calls, forms = names(oracle_forms), caps = c("250M", "1K"), env = parent.frame()) {
  differences <- character()
  count <- 0L
  for (form in forms) {
    stored <- stored_as(x, oracle_forms[[form]])
    for (call in as.list(calls)) {
      base <- outcome_of(eval(call, list(x = x), env))
      for (cap in caps) {
        ours <- outcome_of(with_h5_options(list(max_memory = cap), in_memory(eval(call, list(x = stored), env))))
        count <- count + 1L
        differences <- c(differences, oracle_report(call, x, paste(form, cap), outcome_difference(base, ours)))
      }
    }
  }
  expect_no_difference(differences, count)
}

# Each of `calls` changes `x`; the file must then hold what base R's `x` is.
expect_oracle_change <- function(x, calls, forms = names(oracle_forms), caps = c("250M", "1K"), env = parent.frame()) {
  differences <- character()
  count <- 0L
  for (form in forms) {
    for (call in as.list(calls)) {
      change <- eval(call("function", as.pairlist(alist(x = )), call("{", call, quote(x))), env)
      base <- outcome_of(change(x))
      for (cap in caps) {
        found <- changed_in_file(change, x, oracle_forms[[form]], cap)
        count <- count + 1L
        differences <- c(differences, oracle_report(call, x, paste(form, cap), outcome_difference(base, found$outcome)))
        if (inherits(found$outcome$value, "error") && !identical(found$stored, x)) {
          differences <- c(differences, oracle_report(call, x, form, "the error left another array"))
        }
      }
    }
  }
  expect_no_difference(differences, count)
}

changed_in_file <- function(change, x, form, cap) {
  stored <- stored_as(x, form)
  outcome <- outcome_of(with_h5_options(list(max_memory = cap), {
    change(stored)
    in_memory(stored)
  }))
  list(outcome = outcome, stored = in_memory(stored))
}

oracle_report <- function(call, x, where, difference) {
  if (is.null(difference)) return(NULL)
  paste0(paste(deparse(call), collapse = " "), "  on ", paste(deparse(x), collapse = " "), " (", where, ")\n", difference)
}

expect_no_difference <- function(differences, count) {
  expect_true(count > 0L)
  expect(
    length(differences) == 0L,
    paste0(length(differences), " of ", count, " differ; the first:\n", paste(utils::head(differences, 5), collapse = "\n\n"))
  )
}

# Arrays of every type and shape, with what is special in each.
oracle_arrays <- list(
  double = c(1.5, NA, -2, 0, 7, NaN, Inf, -Inf, -0),
  named = c(a = 1, b = 2, c = NA, d = 4),
  integer = c(1L, NA, -.Machine$integer.max, .Machine$integer.max, 0L, 46341L),
  logical = c(TRUE, NA, FALSE, TRUE),
  one = 5,
  empty = numeric(0),
  matrix = matrix(c(1, 2, NA, 4, 5, 6), 2),
  labelled = matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)),
  one_d = array(1:4, 4, list(letters[1:4])),
  cube = array(as.double(1:24), 2:4),
  labelled_cube = array(1:24, 2:4, list(x = c("p", "q"), NULL, z = LETTERS[1:4])),
  no_rows = matrix(numeric(0), 0, 3),
  text = c("x", NA, "", "\u00e9"),
  logical_matrix = matrix(c(TRUE, FALSE, NA, FALSE, TRUE, TRUE), 3)
)
