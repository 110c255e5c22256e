test_that("missing and finite elements are found as in base R", {
  calls <- expression(is.na(x), is.nan(x), is.finite(x), is.infinite(x), anyNA(x), !is.na(x), is.na(x)[2], sum(is.na(x)))
  for (name in setdiff(names(oracle_arrays), c("text", "one_d", "empty", "no_rows", "one"))) expect_oracle(oracle_arrays[[name]], calls)
  expect_oracle(oracle_arrays$text, expression(is.na(x), anyNA(x), x[!is.na(x)]))
})
