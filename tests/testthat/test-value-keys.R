test_that("keys are not empty, not \".\", without \"/\", and not of the form kept for dimnames", {
  expect_identical(is_key(c("a", "", ".", "..", "a/b", NA, ".x_dimnames", "x_dimnames")), c(TRUE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, TRUE))
  expect_true(are_keys(character()))
  expect_false(are_keys(NULL))
  expect_false(are_keys(c("a", "a")))
})

test_that("an order is recorded only when creation order does not say it", {
  d <- H5Dict(local_h5())
  d$a <- 1:2
  d$b <- 1:2
  d$b <- 3:4
  expect_false("__r_order__" %in% names(h5_attributes(d, all = TRUE)))
  d$a <- 3:4
  expect_identical(h5_attributes(d, all = TRUE)$`__r_order__`, c("a", "b"))
  d$c <- 1
  expect_identical(names(d), c("a", "b", "c"))
  path <- h5_path(d)
  h5_close(d)
  d <- H5Dict(path, "r+")
  d$a <- NULL
  d$a <- 1
  expect_identical(names(d), c("b", "c", "a"))
  h5_close(d)
})
