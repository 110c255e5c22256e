test_that("a data frame is anndata's, column by column", {
  d <- H5Dict(local_h5())
  d$df <- data.frame(i = c(1L, NA), b = c(TRUE, NA), s = c("x", NA), f = factor(c("u", "v")), row.names = c("r1", "r2"))
  g <- h5_dict(d, "df")
  read <- function(name, key = "") cpp_attr_read(g, key, name)$value
  expect_identical(read("column-order"), c("i", "b", "s", "f"))
  expect_identical(c(read("encoding-type"), read("encoding-version"), read("_index")), c("dataframe", "0.2.0", "_index"))
  expect_identical(read("encoding-type", "i"), "nullable-integer")
  expect_identical(read("encoding-type", "b"), "nullable-boolean")
  expect_identical(read("encoding-type", "s"), "string-array")
  expect_identical(h5_read(g[["_index"]]), c("r1", "r2"))
  expect_identical(h5_read(h5_dict(g, "i")$mask), c(FALSE, TRUE))
})

test_that("a damaged data frame is opaque", {
  d <- H5Dict(local_h5())
  d$df <- data.frame(a = 1:3, b = 4:6)
  g <- h5_dict(d, "df")
  g$a <- 1:2
  expect_match(d$df@why, "differ in length")
  g$a <- NULL
  expect_s4_class(d$df, "H5Opaque")
})

test_that("an index that cannot be row names is a column", {
  d <- H5Dict(local_h5())
  d$df <- data.frame(a = 1:3)
  g <- h5_dict(d, "df")
  g[["_index"]] <- c("x", "x", "y")
  expect_identical(d$df, data.frame(`_index` = c("x", "x", "y"), a = 1:3, check.names = FALSE))
})
