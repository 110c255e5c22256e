test_that("a contiguous array grows, and its handles, attributes and names stay", {
  file <- local_h5()
  h5_write(c(a = 1, b = 2), file, "x", chunk = FALSE)
  h5_write(1:2, file, "after")
  x <- H5Array(file, "x")
  other <- H5Array(file, "x")
  h5_attributes(x)$unit <- "cm"
  h5_append(x, c(c = 3))
  expect_identical(in_memory(other), c(a = 1, b = 2, c = 3))
  expect_identical(h5_attributes(other)$unit, "cm")
  x[5] <- 5
  expect_identical(unname(in_memory(other)), c(1, 2, 3, NA, 5))
  expect_identical(names(H5Dict(file)), c("x", "after"))
})

test_that("text that is longer than the stored width makes the array wider", {
  file <- local_h5()
  x <- h5_create(file, "x", 3, type = "S2")
  x[1:2] <- c("ab", "c")
  y <- H5Array(file, "x")
  x[3] <- "a longer text"
  expect_identical(as.vector(y), c("ab", "c", "a longer text"))
  x[1] <- NA
  expect_identical(as.vector(y), c(NA, "c", "a longer text"))
})

test_that("after a change of type every handle has the new one", {
  file <- local_h5()
  h5_write(c(1, 2, 3), file, "x", compression = "gzip-2", chunk = 2)
  x <- H5Array(file, "x")
  other <- H5Array(file, "x")
  view <- other[1:2]
  h5_retype(x, "int16")
  expect_identical(as.vector(other), 1:3)
  expect_kind(as.vector(view), "stale")
  expect_match(array_summary(other), "dtype=int16", fixed = TRUE)
  expect_match(paste(cpp_node_describe(array_handle(x), "")$filters, collapse = " "), "gzip-2")
  h5_retype(x, "float32")
  expect_identical(as.vector(x), c(1, 2, 3))
})
