test_that("arrays print on one line as numpy does, over R's index order", {
  expect_identical(array_summary(stored_as(1:3)), "H5Array([1, 2, 3], shape=(3,), dtype=int32)")
  expect_identical(
    array_summary(stored_as(matrix(c(1, 2, 3, 4), 2))), "H5Array([[1.0, 3.0], [2.0, 4.0]], shape=(2, 2), dtype=float64)"
  )
  expect_identical(array_summary(stored_as(c("a", NA))), "H5Array(['a', NA], shape=(2,), dtype=str)")
  expect_identical(array_summary(stored_as(c(TRUE, FALSE))), "H5Array([TRUE, FALSE], shape=(2,), dtype=bool)")
  expect_identical(array_summary(stored_as(numeric(0))), "H5Array([], shape=(0,), dtype=float64)")
  expect_identical(array_summary(stored_as(c(1.5, NA, NaN, Inf))), "H5Array([1.5, NA, nan, inf], shape=(4,), dtype=float64)")
})

test_that("of a long axis the first three and the last three are shown", {
  expect_identical(
    array_summary(stored_as(1:10)), "H5Array([1, 2, 3, ..., 8, 9, 10], shape=(10,), dtype=int32)"
  )
  expect_identical(array_summary(stored_as(1:6)), "H5Array([1, 2, 3, 4, 5, 6], shape=(6,), dtype=int32)")
  expect_identical(
    array_summary(stored_as(matrix(1:14, 7))),
    "H5Array([[1, 8], [2, 9], [3, 10], ..., [5, 12], [6, 13], [7, 14]], shape=(7, 2), dtype=int32)"
  )
})

test_that("a computed array is marked lazy, a view is not", {
  x <- stored_as(1:3)
  expect_identical(array_summary(x + 0.5), "H5Array([1.5, 2.5, 3.5], shape=(3,), dtype=float64, lazy)")
  expect_identical(array_summary(x[2:3]), "H5Array([2, 3], shape=(2,), dtype=int32)")
  expect_identical(array_summary(t(x)), "H5Array([[1, 2, 3]], shape=(1, 3), dtype=int32)")
})

test_that("what does not fit the width prints a row a line, aligned", {
  withr::local_options(width = 40)
  expect_identical(capture.output(print(stored_as(matrix(c(1, 20, 300, 4), 2)))), c(
    "H5Array([[  1.0, 300.0],", "         [ 20.0,   4.0]], shape=(2, 2), dtype=float64)"
  ))
  expect_identical(capture.output(stored_as(array(1:8, c(2, 2, 2)))), c(
    "H5Array([[[1, 5],", "          [3, 7]],", "         [[2, 6],", "          [4, 8]]], shape=(2, 2, 2), dtype=int32)"
  ))
})

test_that("printing reads only what it shows", {
  big <- h5_random(function(n) if (n > 6) stop("all is drawn") else rep(0, n), 1e6)
  expect_match(array_summary(big), "[0.0, 0.0, 0.0, ..., 0.0, 0.0, 0.0]", fixed = TRUE)
  expect_error(as.vector(big), "all is drawn")
  x <- h5_create(local_h5(), "x", c(1e5, 1e5), chunk = c(100, 100))
  expect_match(array_summary(x), "shape=(100000, 100000)", fixed = TRUE)
})

test_that("an array of a closed file prints as closed", {
  file <- local_h5()
  h5_write(1:3, file, "x")
  x <- H5Array(file, "x")
  h5_close(file)
  expect_identical(array_summary(x), "Closed H5Array(...)")
})

test_that("fractions show eight digits behind the point, as numpy's arrays do", {
  d <- H5Dict(tempfile(fileext = ".h5"), mode = "w")
  d$x <- c(1 / 3, 0.1 + 0.2, 2, 1e-10 / 3, NA)
  expect_identical(
    capture.output(d$x),
    "H5Array([0.33333333, 0.3, 2.0, 3.33333333e-11, NA], shape=(5,), dtype=float64)"
  )
})
