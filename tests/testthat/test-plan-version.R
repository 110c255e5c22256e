test_that("counters are kept for each dataset", {
  file <- local_h5()
  h5_write(c(1, 2), file, "a")
  h5_write(c(1, 2), file, "b")
  a <- H5Array(file, "a")
  b <- H5Array(file, "b")
  before <- changes_of(array_handle(b))
  a[1] <- 5
  expect_identical(changes_of(array_handle(b)), before)
  expect_identical(changes_of(array_handle(H5Array(file, "a"))), changes_of(array_handle(a)))
  noted <- noted_change(array_handle(a))
  expect_silent(check_unchanged(noted, a@node))
  bump_content(array_handle(a))
  expect_kind(check_unchanged(noted, a@node), "stale")
})

test_that("an array that was computed before the labels changed does not take on the new ones", {
  x <- stored_as(c(a = 1, b = 2))
  y <- x + 1
  view <- x[2:1]
  names(x) <- c("p", "q")
  expect_kind(h5_read(y), "stale")
  expect_identical(h5_read(view), c(q = 2, p = 1))
  expect_identical(h5_read(x + 1), c(p = 2, q = 3))
})
