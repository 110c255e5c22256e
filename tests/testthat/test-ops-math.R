test_that("mathematical functions are base R's, with their types and warnings", {
  calls <- lapply(getGroupMembers("Math"), function(fun) call(fun, quote(x)))
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
})

test_that("running sums, products and extremes carry over from block to block", {
  calls <- expression(
    cumsum(x), cumprod(x), cummax(x), cummin(x), cumsum(x)[2:3], rev(cummax(x)), cumsum(cumsum(x)), cumsum(rev(x)) + x[1], cummax(-x),
    sum(cumsum(x)), cumsum(x > 1), cumprod(x)[c(NA, 1)]
  )
  for (name in c("double", "integer", "logical", "named", "matrix", "labelled_cube", "one_d")) {
    expect_oracle(oracle_arrays[[name]], calls)
  }
  expect_oracle(oracle_arrays$empty, calls[c(1:4, 6:7)], caps = "1K")
  set.seed(3)
  expect_oracle(rnorm(3000), expression(cumsum(x), cumprod(x * 1.7), cummax(x)[2999:3000]), caps = c("1K", "10K"))
  expect_oracle(c("1", "2.5", "x"), expression(cumsum(x), cumprod(x), cummax(x)), caps = "1K")
})

test_that("operands of log(), round(), signif() and atan2() are recycled as in base", {
  calls <- expression(
    log(x, 2), log(x, c(2, 10)), log(x, rev(x)), round(x, 1), round(x, c(0, -1)), signif(x, 1:2), round(x, -1), atan2(x, 2), atan2(1:2, x),
    atan2(x, rev(x)), round(x, integer(0)), log(x, numeric(0)), atan2(x, numeric(0)), signif(x, 2L), log(x, "a"), atan2(x, "a")
  )
  for (name in c("double", "integer", "logical", "named", "matrix", "labelled_cube", "one_d", "empty", "no_rows", "text")) {
    expect_oracle(oracle_arrays[[name]], calls, caps = "1K")
  }
})

test_that("complex numbers are computed as by base, to the bit", {
  parts <- c(1, -2.5, 0, NA, NaN, Inf, 1e-300, 3e5)
  x <- complex(real = rep(parts, 8), imaginary = rep(parts, each = 8))
  calls <- expression(
    x + 1i, x - rev(x), x * rev(x), x / rev(x), x^2, x^rev(x), 2^x, -x, +x, x == rev(x), x != 1, x < 1, Re(x), Im(x), Mod(x), Arg(x), Conj(x),
    sqrt(x), exp(x), log(x), log(x, 2), sin(x), cos(x), tan(x), asin(x), acos(x), atan(x), sinh(x), cosh(x), tanh(x), asinh(x), acosh(x),
    atanh(x), cumsum(x), cumprod(x), round(x, 1), signif(x, 2), abs(x), x & TRUE, !x, is.na(x), is.nan(x), is.finite(x), is.infinite(x),
    gamma(x), floor(x), cummax(x), x %% 2, x + 1:2, x * NA, max(x), as.vector(x * 2), ifelse(is.na(x), 0, x), any(x)
  )
  expect_oracle(x, calls, caps = c("250M", "1K"))
  for (y in list(matrix(c(1 + 2i, NA, -1i, 2), 2, dimnames = list(NULL, c("a", "b"))), c(a = 1i), complex(0))) {
    expect_oracle(y, calls, forms = "small_chunks", caps = "1K")
  }
  expect_oracle(oracle_arrays$double, expression(Re(x), Im(x), Mod(x), Arg(x), Conj(x), x * 1i, 1i^x, x == 1i), caps = "1K")
})
