test_that("ifelse() has base's types and attributes", {
  calls <- expression(
    ifelse(x > 2, x, 0), ifelse(is.na(x), 0L, x), ifelse(x > 1e9, "a", 2L), ifelse(is.na(x), TRUE, NA), ifelse(x > -Inf, 1L, "b"),
    ifelse(x, 1, 2L), ifelse(!is.na(x), rev(x), 1i), ifelse(x > 2, c(1, 2), 3:9), ifelse(x > 2, integer(0), 1),
    ifelse(is.na(x) & FALSE, stop("no"), x), ifelse(x > 2, 1i, c(1, NA))
  )
  for (name in c("double", "integer", "logical", "named", "matrix", "labelled_cube", "one", "empty", "one_d", "no_rows")) {
    expect_oracle(oracle_arrays[[name]], calls, caps = "1K")
  }
})

test_that("ifelse() chooses among texts, and tests them", {
  x <- c("TRUE", "no", NA, "F")
  expect_oracle(x, expression(ifelse(x == "no", x, "other"), ifelse(x, 1, 2), ifelse(is.na(x), "none", x), ifelse(x > "G", 1, x)), caps = "1K")
})

test_that("the branch that nothing is chosen from has no say in the type", {
  x <- stored_as(c(1, 2, 3))
  expect_identical(as.vector(ifelse(x > 0, 1L, "a")), c(1L, 1L, 1L))
  expect_identical(as.vector(ifelse(x < 0, "a", 1L)), c(1L, 1L, 1L))
  expect_identical(as.vector(ifelse(x < NA, 1L, "a")), c(NA, NA, NA))
})

test_that("pmin() and pmax() compare as base's, wherever the array stands", {
  calls <- expression(
    pmin(x, 2), pmax(2L, x), pmin(x, rev(x), na.rm = TRUE), pmax(x, NA, na.rm = TRUE), pmax(x, c(1, NaN, 3)), pmin(NaN, x, NA), pmax(x),
    pmax(x, "b"), pmin("b", x, 3, na.rm = TRUE), pmax(x, numeric(0)), pmin(x, NULL), pmax(1:30, x), pmax(x, 1i), pmin(x, is.na(x))
  )
  for (name in c("double", "integer", "logical", "named", "labelled_cube", "text", "empty", "one_d", "no_rows")) {
    expect_oracle(oracle_arrays[[name]], calls, caps = "1K")
  }
})

test_that("pmin() and pmax() of plain vectors are base's", {
  expect_identical(pmax(1:3, 2), c(2, 2, 3))
  expect_identical(pmin(c(a = 1, b = NA), 0, na.rm = TRUE), c(a = 0, b = 0))
  expect_error(pmax(1i, 2), "invalid input type")
})
