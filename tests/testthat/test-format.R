test_that("floats print as Python's repr() of them", {
  expect_identical(
    element_text(c(1, 0.1, 1 / 3, 1e5, 1e15, 1e16, 1e-5, NA, NaN, Inf, -Inf, -0), "float64"),
    c("1.0", "0.1", "0.3333333333333333", "100000.0", "1000000000000000.0", "1e+16", "1e-05", "NA", "nan", "inf", "-inf", "-0.0")
  )
  expect_identical(element_text(double(), "float64"), character())
})

test_that("narrow floats print no digits that they do not hold", {
  expect_identical(element_text(c(0.10000000149011612, 16777216), "float32"), c("0.1", "16777216.0"))
  expect_identical(element_text(c(0.0999755859375, 1000), "float16"), c("0.1", "1000.0"))
})

test_that("integers print without a point, whatever R's type holds them", {
  expect_identical(element_text(c(1L, NA), "int32"), c("1", "NA"))
  expect_identical(element_text(c(2^40, NA), "int64"), c("1099511627776", "NA"))
  expect_identical(element_text(as.raw(255), "uint8"), "255")
})

test_that("logicals, complex numbers and texts print", {
  expect_identical(element_text(c(TRUE, FALSE, NA), "bool"), c("TRUE", "FALSE", "NA"))
  expect_identical(element_text(c(1 + 2i, 1.5 - 1i, NA), "complex128"), c("(1+2j)", "(1.5-1j)", "NA"))
  expect_identical(element_text(c("a", "a\nb", NA), "str"), c("'a'", "'a\\nb'", "NA"))
})

test_that("text cannot move the cursor or turn the line", {
  expect_identical(quote_text("\u202eabc"), "'\\u202eabc'")
  expect_identical(quote_text("\033[1m"), "'\\033[1m'")
  expect_identical(name_text(c("a b", "a\tb", "")), c("a b", "'a\\tb'", "''"))
})

test_that("shapes and sizes print", {
  expect_identical(shape_text(numeric()), "()")
  expect_identical(shape_text(3), "(3,)")
  expect_identical(shape_text(c(1e6, 2)), "(1000000, 2)")
  expect_identical(bytes_text(12), "12 B")
  expect_identical(bytes_text(1536), "1.5 KB")
  expect_identical(cut_text(c("abcdefghijk", "abc"), 8L), c("abcde...", "abc"))
})
