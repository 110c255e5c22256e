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

test_that("the verbs on names keep a renamed key's place and put a new one last", {
  d <- H5Dict(local_h5())
  for (key in c("a", "b", "c")) d[[key]] <- 1
  h5_move(d, "a", "k")
  expect_identical(names(d), c("k", "b", "c"))
  d$k <- 2
  expect_identical(names(d), c("k", "b", "c"))
  h5_delete(d, "k")
  h5_create_group(d, "k/deep")
  expect_identical(names(d), c("b", "c", "k"))
  h5_move(d, "/b", "/x")
  expect_identical(names(d), c("x", "c", "k"))
  h5_move(d, "x", "k/x")
  h5_copy(h5_file(d)[["k/x"]], d, "x")
  expect_identical(names(d), c("c", "k", "x"))
  expect_identical(names(d$k), c("deep", "x"))
  again <- H5Dict(h5_path(d))
  expect_identical(names(again), c("c", "k", "x"))
  h5_close(again)
  expect_kind(h5_move(d, "x", "k"), "exists")
  expect_identical(names(d), c("c", "k", "x"))
})
