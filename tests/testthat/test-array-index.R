entry_of <- function(i, extent = 10, names = NULL, ...) subscript_entry(i, extent, function() names, ...)
range_of <- function(from, n, by = 1) list(from = from, by = by, n = n)

test_that("subscripts become all, a range, or positions", {
  expect_null(entry_of(everything))
  expect_null(entry_of(1:10))
  expect_null(entry_of(TRUE))
  expect_null(entry_of(-11))
  expect_equal(entry_of(3), range_of(3, 1))
  expect_equal(entry_of(2:5), range_of(2, 4))
  expect_equal(entry_of(c(9, 7, 5)), range_of(9, 3, -2))
  expect_equal(entry_of(-1), range_of(2, 9))
  expect_equal(entry_of(-(8:10)), range_of(1, 7))
  expect_equal(entry_of(c(TRUE, FALSE)), range_of(1, 5, 2))
  expect_equal(entry_of(0)$n, 0)
  expect_equal(entry_of(-5), c(1:4, 6:10))
  expect_equal(entry_of(c(1, NA)), c(1, NA))
  expect_equal(entry_of(c(3, 3)), c(3, 3))
  expect_equal(entry_of(c("b", "a"), 2, c("a", "b")), range_of(2, 2, -1))
  expect_equal(entry_of(2.9), range_of(2, 1))
})

test_that("positions past the end are only for growing", {
  expect_kind(entry_of(11), "subscript")
  expect_kind(entry_of(c(1, 12)), "subscript")
  expect_equal(entry_of(11, grow = TRUE), range_of(11, 1))
  expect_equal(entry_of(c("z", "a", "y", "z"), 2, c("a", "b"), grow = TRUE), c(3, 1, 4, 3))
})

test_that("leaving many positions out makes no vector where a range does", {
  expect_equal(entry_of(-1, 1e12), range_of(2, 1e12 - 1))
  expect_null(entry_of(-2e12, 1e12))
})

test_that("matrix subscripts are positions in R's order", {
  node <- node_value(matrix(1:6, 2))
  expect_equal(matrix_positions(cbind(c(1, 2), c(3, 1)), node), c(5, 2))
  expect_null(matrix_positions(1:3, node))
  expect_null(matrix_positions(matrix(TRUE, 2, 2), node))
  expect_equal(matrix_positions(cbind(c(1, 0), c(3, 1)), node), 5)
})
