test_that("subassignment is planned as base R does it", {
  d <- H5Dict(local_h5())
  plan <- plan_assignment(d, 2, c("a", "b"), "b", list(5), FALSE)
  expect_identical(is_new(plan), c(a = FALSE, b = TRUE))
  expect_identical(plan$b[[1L]], 5)
  expect_length(plan_assignment(d, 2, NULL, 4, list(NULL), FALSE), 4)
  expect_kind(plan_assignment(d, 2, NULL, c(-1, 1), list(1), FALSE), "subscript")
  expect_kind(plan_assignment(d, 2, NULL, 1, quote(x), FALSE), "type")
  expect_warning(plan_assignment(d, 3, NULL, 1:3, list(1, 2), FALSE), "not a multiple")
})

test_that("a container prints on one line where that fits", {
  withr::local_options(width = 10)
  expect_identical(container_text("A[", c("1", "2"), "]"), "A[1, 2]")
  expect_identical(container_text("A[", c("12345", "2"), "]"), c("A[", "  12345", "  2", "]"))
})
