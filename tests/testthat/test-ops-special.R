test_that("special functions recycle and keep attributes as base's", {
  calls <- expression(
    beta(x, 2), beta(2, x), lbeta(x, x), choose(x, 2), choose(5L, x), lchoose(x, c(1, 2)), psigamma(x), psigamma(x, 0:1), besselI(x, 1),
    besselI(x, 0.5, TRUE), besselK(x, 0:1), besselJ(x, 0), besselY(x, 1), factorial(x), lfactorial(x)
  )
  x <- list(c(1.5, NA, 2, NaN, 7), matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)), c(u = 1L, v = 3L), matrix(numeric(0), 0, 2))
  for (each in x) expect_oracle(each, calls, caps = "1K")
})
