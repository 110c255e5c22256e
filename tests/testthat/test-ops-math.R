test_that("mathematical functions are base R's, with their types and warnings", {
  calls <- unlist(lapply(elementwise_math, function(fun) call(fun, quote(x))))
  special <- c(0, -0, 1, -1, 0.5, -0.5, 2.5, -2.5, 1e300, -1e300, 1e-300, NA, NaN, Inf, -Inf, 170.5, -3)
  expect_oracle(special, calls, forms = "small_chunks")
  expect_oracle(c(0L, 1L, -1L, NA, 7L, .Machine$integer.max), calls, forms = "small_chunks", caps = "1K")
  expect_oracle(c(TRUE, FALSE, NA), calls, forms = "small_chunks", caps = "1K")
  expect_oracle(oracle_arrays$labelled, calls, forms = "c_order", caps = "1K")
  expect_oracle(c("a", "b"), calls, forms = "small_chunks", caps = "1K")
})

test_that("round, signif and log take their second argument", {
  calls <- expression(
    round(x), round(x, 1), round(x, -1), round(x, digits = 2), signif(x), signif(x, 2), signif(x, 0), log(x), log(x, 2), log(x, base = 10),
    log(x, 0.5), trunc(x), log(abs(x) + 1, 3)
  )
  expect_oracle(c(1.25, -2.35, 123.456, 0.5, 1.5, 2.5, NA, Inf, 0, 1e-5), calls, forms = c("small_chunks", "contiguous"))
  expect_oracle(c(1L, 15L, 25L, NA, -149L), calls, forms = "small_chunks", caps = "1K")
  expect_oracle(oracle_arrays$named, calls, forms = "small_chunks", caps = "1K")
  x <- stored_as(c(1, 2))
  expect_kind(round(x, 1:2), "argument")
})

test_that("what is not computed elementwise refuses and names as.array()", {
  x <- stored_as(c(1, 2))
  for (fun in c("cumsum", "cumprod", "cummax", "cummin")) {
    error <- expect_kind(do.call(fun, list(x)), "unsupported")
    expect_match(conditionMessage(error), "as.array(x)", fixed = TRUE)
  }
})
