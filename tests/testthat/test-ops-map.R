test_that("a vectorised function is applied block by block, with the labels of the array", {
  half <- function(v, by) v / by
  expect_oracle_map <- function(x, f, ...) {
    for (form in oracle_forms) for (cap in c("250M", "1K")) {
      stored <- stored_as(x, form)
      wanted <- f(as.vector(x), ...)
      attributes(wanted) <- attributes(x)
      expect_identical(with_h5_options(list(max_memory = cap), h5_read(h5_map(stored, f, ...))), wanted)
    }
  }
  expect_oracle_map(oracle_arrays$labelled_cube, half, by = 2)
  expect_oracle_map(oracle_arrays$named, half, by = 3)
  expect_oracle_map(oracle_arrays$text, toupper)
  expect_oracle_map(oracle_arrays$matrix, is.na)
  expect_oracle_map(oracle_arrays$matrix, as.character)
})

test_that("nothing is computed before values are asked for", {
  calls <- integer()
  x <- stored_as(as.double(1:1000))
  y <- h5_map(x, function(v) {
    calls <<- c(calls, length(v))
    v + 1
  })
  expect_identical(calls, 1L)
  expect_identical(y[c(10, 20)][2], 21)
  expect_identical(calls[-1L], 1L)
  expect_identical(sum(y), sum(2:1001) + 0)
  expect_identical(sum(calls), 1002L)
})

test_that("warnings of the function are raised once", {
  x <- stored_as(c(-1, 4, 9))
  expect_identical(outcome_of(h5_map(x, sqrt))$warnings, "NaNs produced")
})

test_that("a function that gives no single value of a type is refused at once", {
  x <- stored_as(c(1, 2))
  expect_kind(h5_map(x, function(v) list(v)), "type")
  expect_kind(h5_map(x, function(v) v[0]), "type")
  expect_kind(h5_map(x, function(v) Sys.Date()), "type")
  expect_kind(h5_map(1:3, sqrt), "argument")
})

test_that("a mapped array is saved with its function", {
  x <- stored_as(c(1, 4))
  y <- unserialize(serialize(h5_map(x, function(v, p) v^p, p = 2), NULL))
  expect_identical(as.vector(y), c(1, 16))
})
