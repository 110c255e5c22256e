test_that("reductions are base R's, with their types, warnings and errors", {
  calls <- unlist(lapply(c("sum", "prod", "min", "max", "range", "any", "all", "mean"), function(fun) {
    list(call(fun, quote(x)), call(fun, quote(x), na.rm = TRUE), call(fun, quote(x[0])), call(fun, quote(x > 2)),
         call(fun, quote(x[-1]), na.rm = TRUE))
  }))
  whole <- c(2, 4, NA, 8, -16, 0.5)
  for (x in list(whole, c(1L, NA, 5L, -3L), c(TRUE, NA, FALSE), matrix(1:6, 2), array(as.double(1:24), 2:4), c(NA_real_, NaN), c(NaN, NA),
                 c(Inf, -Inf), c(a = 1, b = 2), c(-0, 0))) {
    expect_oracle(x, calls)
  }
})

test_that("an integer sum that overflows is NA with base R's warning", {
  big <- rep(.Machine$integer.max, 4)
  expect_oracle(big, expression(sum(x), sum(x * 1), mean(x), x + 1L, -x, x * 2L), caps = "1K")
})

test_that("other arguments join in", {
  calls <- expression(
    sum(x, 1), max(x, 10), min(x, 0.5, na.rm = TRUE), range(x, 3, na.rm = TRUE), max(0, x), min(0L, x), sum(1, x), any(FALSE, x > 1),
    range(0, x), max(x[0], 1), max(1, x[0]), sum(x, x), max(x, -Inf, na.rm = TRUE)
  )
  for (name in c("double", "integer", "matrix")) expect_oracle(oracle_arrays[[name]], calls, caps = "1K")
  x <- stored_as(c(1, 2))
  expect_error(max(0, 1, x))
})

test_that("sums and means give the same bits whatever the cap and the chunks", {
  set.seed(1)
  x <- exp(rnorm(5000, sd = 10)) * sample(c(-1, 1), 5000, TRUE)
  found <- list()
  for (form in oracle_forms) {
    stored <- stored_as(x, list(chunk = function(dim) min(dim, sample(50:500, 1)), compression = form$compression, order = form$order))
    for (cap in c("1K", "10K", "250M")) {
      found <- c(found, list(with_h5_options(list(max_memory = cap), c(sum(stored), mean(stored), sum(stored * 2 + 1)))))
    }
  }
  expect_length(unique(found), 1L)
  expect_equal(found[[1L]][1L], sum(x))
})

test_that("range() takes what is finite only, alone and with other arguments", {
  calls <- expression(range(x, finite = TRUE), range(x, na.rm = TRUE, finite = TRUE), range(x, finite = FALSE), range(x, 100, finite = TRUE))
  for (x in oracle_arrays[c("double", "integer", "logical", "named", "matrix")]) expect_oracle(x, calls, caps = "1K")
  expect_oracle(c(NA, Inf, NaN), calls[1:2])
})

test_that("any and all stop at the first block that settles them, also on threads", {
  drawn <- 0
  x <- h5_random(function(n) {
    drawn <<- drawn + n
    rep(1, n)
  }, 5e6)
  for (threads in 1:2) with_h5_options(list(max_memory = "1M", threads = threads), {
    drawn <- 0
    expect_true(any(x > 0))
    expect_lt(drawn, 5e6)
    expect_false(all(x == 0))
  })
})

test_that("extremes of texts are those of the session's collation", {
  calls <- expression(
    min(x), max(x), range(x), min(x, na.rm = TRUE), range(x, na.rm = TRUE), max(x[0]), range(x[0]), max(x, "zz"), max(1, x, na.rm = TRUE),
    any(x), sum(x), range(x, 3, na.rm = TRUE), max(x == "a", "b")
  )
  for (x in list(c("b", "a", "B", "\u00e9", "10", "9"), c("b", NA, "a"), NA_character_)) expect_oracle(x, calls)
})

test_that("complex numbers are summed and multiplied", {
  x <- c(1 + 2i, NA, 3 - 1i, 2i)
  calls <- expression(sum(x), sum(x, na.rm = TRUE), prod(x), prod(x, na.rm = TRUE), mean(x), mean(x, na.rm = TRUE), max(x), range(x), sum(x, 1), sum(x[0]), prod(x[0]))
  expect_oracle(x, calls)
  expect_oracle(x[-2], calls)
})

test_that("range() leaves out what is not finite where asked to", {
  calls <- expression(range(x, finite = TRUE), range(x, 3, finite = TRUE), range(x, Inf, finite = TRUE, na.rm = FALSE), range(x[0], finite = TRUE))
  for (name in c("double", "integer", "logical", "text", "matrix")) expect_oracle(oracle_arrays[[name]], calls, caps = "1K")
})

test_that("any() and all() look no further than the argument that decides", {
  expect_oracle(c(TRUE, NA), expression(any(x, 2), any(x, 1, na.rm = TRUE), all(!x, 2), all(x, TRUE), any(FALSE, x)), caps = "1K")
})
