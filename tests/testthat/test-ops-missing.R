test_that("missing and finite elements are found as in base R", {
  calls <- expression(is.na(x), is.nan(x), is.finite(x), is.infinite(x), anyNA(x), !is.na(x), is.na(x)[2], sum(is.na(x)))
  for (name in setdiff(names(oracle_arrays), c("text", "one_d", "empty", "no_rows", "one"))) expect_oracle(oracle_arrays[[name]], calls)
  expect_oracle(oracle_arrays$text, expression(is.na(x), anyNA(x), x[!is.na(x)]))
})

test_that("an NA subscript of a computed array gives NA, whatever the function makes of an NA", {
  expect_oracle(c(1.5, NA, -2), expression(
    is.na(x)[c(1, NA)], is.finite(x)[c(NA, 3, 2)], (x^0)[c(NA, 2)], (1^x)[NA], (x > 0 & FALSE)[c(2, NA)],
    (x + NaN)[c(NA, 1)], sqrt(is.na(x))[c(NA, 1)], (!is.na(x))[NA]
  ))
  expect_oracle(matrix(c(1L, NA, 3L, 4L), 2), expression(is.na(x)[c(1, NA), ], (x^0L)[, c(NA, 2)]))
  expect_oracle(as.raw(1:3), expression((!x)[c(1, NA)]))
})
