test_that("the labels of a thing stand beside it", {
  expect_identical(labels_name(c("x", "a/b", "/c")), c(".x_dimnames", "a/.b_dimnames", "/.c_dimnames"))
  expect_identical(labels_name(character()), character())
})

test_that("labels are hidden where their array is", {
  expect_identical(visible_keys(c("a", ".a_dimnames", ".b_dimnames", "c")), c("a", ".b_dimnames", "c"))
})
