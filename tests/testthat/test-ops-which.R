test_that("positions of what is TRUE are base R's, with names and as matrices", {
  calls <- expression(which(x > 1), which(x > 1, arr.ind = TRUE), which(is.na(x)), which(x > 1, TRUE, FALSE), which(x), which(x > 1e9))
  for (x in oracle_arrays[setdiff(names(oracle_arrays), "text")]) expect_oracle(x, calls)
})

test_that("positions of extremes are those of the first ones, with their names", {
  calls <- expression(which.min(x), which.max(x), which.max(-x), which.min(x[x > 1]), which.max(x == 2))
  for (x in oracle_arrays[setdiff(names(oracle_arrays), "text")]) expect_oracle(x, calls)
  expect_oracle(c(NA, NaN, NA), calls[1:3])
  expect_oracle(rep(c(2, 7, 7, 2), 50), calls)
  expect_kind(which.max(stored_as(c("a", "b"))), "unsupported")
})

test_that("positions that take more than the cap are refused, saying how much they take", {
  x <- h5_zeros(5e5)
  with_h5_options(list(max_memory = "2M"), {
    expect_identical(which(x > 0), integer())
    expect_kind(which(x == 0), "memory", bytes = "4000000")
  })
})
