close_outcome <- function(code) {
  outcome <- outcome_of(code)
  if (is.numeric(outcome$value)) outcome$value <- signif(outcome$value, 12)
  if (inherits(outcome$value, "error")) outcome$value <- conditionMessage(outcome$value)
  outcome
}

test_that("variances and standard deviations are base R's but for the last bits", {
  calls <- expression(
    var(x), sd(x), var(x, na.rm = TRUE), sd(x, na.rm = TRUE), var(x, use = "all.obs"), var(x, use = "complete.obs"),
    var(x, use = "pairwise"), var(x, use = "nonsense"), var(x * 2 + 1), sd(x[-1]), var(x[0]), sd(x > 1)
  )
  arrays <- list(c(1.5, 2, 9, -4), c(1, NA, 3), c(1, NaN, 7), c(NA, NA_real_), c(1L, 5L, NA), c(TRUE, FALSE, NA), 5, numeric(0),
                 c(1, Inf), c(Inf, -Inf, 1), array(as.double(1:24), 2:4), 1e9 + (1:50) / 7)
  for (x in arrays) {
    for (form in oracle_forms[c("contiguous", "compressed")]) {
      stored <- stored_as(x, form)
      for (code in as.list(calls)) {
        expect_identical(close_outcome(eval(code, list(x = stored))), close_outcome(eval(code, list(x = x))), info = deparse(code))
      }
    }
  }
  m <- matrix(as.double(1:6), 2)
  expect_equal(sd(stored_as(m)), sd(m))
})

test_that("what would need more than one pass over all pairs is refused", {
  expect_kind(var(stored_as(matrix(1:6, 2))), "unsupported")
  expect_kind(var(stored_as(1:3), 1:3), "unsupported")
  expect_kind(sd(stored_as(c("a", "b"))), "unsupported")
})

test_that("random numbers are the same in both passes, and are drawn once from the session's generator", {
  set.seed(1)
  ours <- var(h5_random(rnorm, 1000))
  after <- runif(1)
  set.seed(1)
  expect_equal(ours, var(rnorm(1000)))
  expect_identical(after, runif(1))
})

test_that("warnings of the computation are raised once", {
  expect_warning(expect_identical(sd(sqrt(stored_as(c(-1, 4, 9)))), NA_real_), "^NaNs produced$")
})
