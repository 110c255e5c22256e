test_that("coercions load what base R makes of the array", {
  calls <- expression(
    as.vector(x), as.array(x), as.matrix(x), as.integer(x), as.double(x), as.numeric(x), as.logical(x), as.complex(x), as.list(x),
    as.vector(x, "list"), as.vector(x, "character"), lapply(x, identity), sapply(x[1:2], identity)
  )
  for (name in setdiff(names(oracle_arrays), c("text", "empty", "no_rows", "one", "integer", "double"))) {
    expect_oracle(oracle_arrays[[name]], calls, caps = "1K")
  }
  expect_oracle(c(1.5, NA, -2), calls, caps = "1K")
  expect_oracle(c("1", NA, "b"), expression(as.vector(x), as.array(x), as.character(x), as.integer(x), as.logical(x)), caps = "1K")
  expect_oracle(c(1.5, NA), expression(as.character(x), as.raw(abs(x[1])), as.data.frame(x)[[1]]), caps = "1K")
})

test_that("h5_cast converts lazily", {
  x <- stored_as(c(a = 1.9, b = -2.9, c = NA, d = 1e10))
  y <- h5_cast(x, "integer")
  expect_s4_class(y, "H5Array")
  expect_warning(value <- in_memory(y), "NAs introduced by coercion to integer range")
  expect_identical(value, c(a = 1L, b = -2L, c = NA, d = NA))
  expect_identical(in_memory(h5_cast(x[1:3], "logical")), c(a = TRUE, b = TRUE, c = NA))
  expect_identical(h5_cast(x, "double"), x)
  expect_kind(h5_cast(x, "date"), "argument")
  expect_kind(h5_cast(1:3, "double"), "argument")
})
