# Property-based tests: random short sequences of operations, each done on a dict or list in a file and
# on the plain list that it stands for.

# One of `x`, also when there is only one.
pick <- function(x) x[[sample.int(length(x), 1L)]]

random_atomic <- function() {
  n <- pick(c(0L, 2L, 3L))
  pick(list(
    1.5, NA_real_, 2L, NA_integer_, TRUE, NA, "text", NA_character_, "", 1i, as.raw(3),
    seq_len(n) + 0.5, rev(seq_len(n)), rep(c(TRUE, NA), n), rep_len(c("a", NA, "\u00e9"), n), complex(n, 1, 2),
    as.raw(seq_len(n)), stats::setNames(seq_len(2), c("n1", "")), c(only = 1),
    matrix(1:6, 2), matrix(c(1, 2), 1, dimnames = list("r", c("a", "b"))), array(1:3, 3),
    array(1:8, c(2, 2, 2), list(x = c("i", "j"), NULL, z = NULL)), matrix(numeric(), 0, 2)
  ))
}

# Any value that can be stored; lists are at most `depth` deep.
random_value <- function(depth = 2L) {
  if (depth == 0L || stats::runif(1) < 0.7) return(random_atomic())
  n <- sample.int(4L, 1L) - 1L
  value <- lapply(seq_len(n), function(i) if (stats::runif(1) < 0.15) NULL else random_value(depth - 1L))
  names(value) <- pick(list(NULL, letters[seq_len(n)], letters[seq_len(n)], rep_len(c("x", ""), n), rep_len("d", n)))
  value
}

# A value got from a dict or list, in memory.
in_memory <- function(value) {
  if (isS4(value)) return(h5_read(value))
  if (is.list(value)) lapply(value, in_memory) else value
}

# Evaluates `operation`, an expression on `x`, where x is `target`: the new x and the value, or an error.
run_operation <- function(operation, target) {
  env <- list2env(list(x = target), parent = environment(h5_read))
  tryCatch(suppressWarnings(list(value = eval(operation, env), x = env$x)), error = function(e) list(error = e))
}

# Runs a sequence of operations on the stored `x` and on the plain list `plain`, and fails at the first
# step after which they differ. `choose(plain)` makes an operation.
expect_same_sequence <- function(x, plain, choose, steps, seed) {
  set.seed(seed)
  for (step in seq_len(steps)) {
    operation <- choose(plain)
    ours <- run_operation(operation, x)
    base <- run_operation(operation, plain)
    failed <- c(ours = !is.null(ours$error), base = !is.null(base$error))
    where <- paste0("seed ", seed, ", step ", step, ": ", paste(deparse(operation), collapse = "\n"))
    if (failed[["ours"]] != failed[["base"]]) {
      return(testthat::fail(paste0(where, "\n", conditionMessage(c(ours["error"], base["error"])[[if (failed[["ours"]]) 1L else 2L]]))))
    }
    if (!failed[["base"]]) plain <- base$x
    stored <- h5_read(x)
    if (!identical(stored, plain) || !identical(names(x), names(plain)) || length(x) != length(plain)) {
      return(testthat::fail(paste0(where, "\n", paste(testthat::compare(stored, plain)$message, collapse = "\n"))))
    }
    if (!failed[["base"]] && attr(operation, "reads") && !identical(in_memory(ours$value), base$value)) {
      return(testthat::fail(paste("another value:", where)))
    }
  }
  testthat::succeed()
}

# Operations that only read say so: their values are compared.
changing <- function(operation) structure(operation, reads = FALSE)
reading <- function(operation) structure(operation, reads = TRUE)

# A list whose elements were all given names later stays a list in the file, where base R merges it.
is_mergeable <- function(value) !is.list(value) || identical(names(value)[1L], "h")

is_nested <- function(plain) is.list(plain$g) && is.list(plain$g$h)

random_dict_operation <- function(plain) {
  known <- c(names(plain), "a", "b", "c")
  key <- pick(known)
  keys <- unique(replicate(2L, pick(known)))
  value <- random_value()
  some <- random_value(1L)
  place <- sample.int(length(plain) + 1L, 1L)
  update <- list(a = random_atomic(), b = NULL, u = list(h = random_atomic(), i = NULL))
  renamed <- sample(unique(c(names(plain), "r1", "r2")), length(plain))
  pick(list(
    changing(bquote(x[[.(key)]] <- .(value))),
    changing(bquote(x <- `$<-`(x, .(key), .(value)))),
    changing(bquote(x[[.(key)]] <- NULL)),
    changing(bquote(x[.(key)] <- list(NULL))),
    changing(bquote(x[.(keys)] <- list(.(value), .(some)))),
    changing(bquote(x[.(keys)] <- NULL)),
    changing(bquote(x[.(min(place, length(plain)))] <- list(.(value)))),
    changing(bquote(names(x) <- .(renamed))),
    changing(if (is.list(plain$g)) bquote(x[["g"]][[.(key)]] <- .(value)) else quote(x$g <- NULL)),
    changing(bquote(x$g <- list(h = .(value)))),
    changing(if (is_nested(plain)) bquote(x$g$h <- .(value)) else bquote(x$new <- .(value))),
    changing(bquote(x$g <- list(h = list(a = 1, b = .(some))))),
    changing(if (is_nested(plain)) bquote(x$g$h[["deep"]] <- list(.(some))) else quote(x$g <- list())),
    changing(if (is_nested(plain)) quote(x[[c("g", "h", "a")]] <- 1L) else quote(x$f <- 3)),
    changing(bquote(x$copy <- x[[.(if (length(plain)) pick(names(plain)) else 1L)]])),
    changing(bquote(x[[.(key)]] <- x$a)),
    changing(if (is_mergeable(plain$u)) bquote(x <- modifyList(x, .(update))) else quote(x$u <- NULL)),
    reading(bquote(x[.(keys)])),
    reading(bquote(x[.(-place)])),
    reading(bquote(x[.(c(TRUE, FALSE))])),
    reading(bquote(x[[.(place)]])),
    reading(bquote(as.list(x))),
    reading(quote(rev(x))),
    reading(quote(length(x))),
    reading(bquote(.(key) %in% names(x)))
  ))
}

random_list_operation <- function(plain) {
  n <- length(plain)
  place <- sample.int(n + 1L, 1L)
  places <- sample.int(n + 2L, 2L)
  value <- random_value()
  some <- random_value(1L)
  pick(list(
    changing(bquote(x[[.(place)]] <- .(value))),
    changing(bquote(x[[.(n + 1L)]] <- .(value))),
    changing(bquote(x[[.(place)]] <- NULL)),
    changing(bquote(x[.(places)] <- NULL)),
    changing(bquote(x[.(place)] <- list(NULL))),
    changing(bquote(x[.(places)] <- list(.(value), .(some)))),
    changing(bquote(x[.(-place)] <- list(.(some)))),
    changing(bquote(x[c(TRUE, FALSE)] <- list(.(some)))),
    changing(bquote(x[["n"]] <- .(value))),
    changing(bquote(x$n <- .(some))),
    changing(bquote(x$m <- NULL)),
    changing(bquote(x <- append(x, .(list(value, m = some)), .(place - 1L)))),
    changing(bquote(x <- append(x, .(list(value))))),
    changing(bquote(names(x) <- .(sample(c("n", "m", "", "n"), min(n, 2L))))),
    changing(bquote(names(x) <- NULL)),
    changing(bquote(x[[.(place)]][["deep"]] <- .(some))),
    reading(bquote(x[.(places)])),
    reading(bquote(x[.(-places)])),
    reading(bquote(x[.(c(TRUE, FALSE, NA))])),
    reading(quote(rev(x))),
    reading(bquote(head(x, .(place)))),
    reading(bquote(tail(x, .(place)))),
    reading(bquote(c(x, .(list(some))))),
    reading(quote(as.list(x))),
    reading(quote(x$n)),
    reading(quote(length(x)))
  ))
}
