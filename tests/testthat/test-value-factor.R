test_that("a factor is a categorical group", {
  d <- H5Dict(local_h5())
  d$f <- factor(c("a", NA, "b"), ordered = TRUE)
  g <- h5_dict(d, "f")
  expect_identical(h5_read(g$codes), c(0L, -1L, 1L))
  expect_identical(h5_info(d, "f/codes")$type, "int8")
  expect_identical(h5_read(g$categories), c("a", "b"))
  expect_identical(h5_kind(d, "f"), "object")
  expect_identical(cpp_attr_read(g, "", "encoding-type")$value, "categorical")
  expect_true(cpp_attr_read(g, "", "ordered")$value)
})

test_that("a damaged factor is opaque", {
  d <- H5Dict(local_h5())
  d$f <- factor(c("a", "b"))
  g <- h5_dict(d, "f")
  g$codes <- c(0L, 2L)
  expect_s4_class(d$f, "H5Opaque")
  g$codes <- NULL
  expect_s4_class(d$f, "H5Opaque")
  expect_s4_class(h5_read(d)$f, "H5Opaque")
  expect_match(d$f@why, "codes")
})

test_that("categories of any type become levels", {
  d <- H5Dict(local_h5())
  d$f <- factor(c("a", "b"))
  g <- h5_dict(d, "f")
  g$categories <- c(1.5, 2)
  expect_identical(d$f, factor(c("1.5", "2")))
})
