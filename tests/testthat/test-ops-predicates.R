test_that("questions about kind and shape are answered as for the array in memory", {
  calls <- expression(is.numeric(x), is.array(x), is.matrix(x), is.numeric(x == x), is.matrix(is.na(x)))
  for (x in oracle_arrays) expect_oracle(x, calls, forms = "small_chunks", caps = "1K")
})
