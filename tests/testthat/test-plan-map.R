test_that("a block's value of another type or length is an error that says what it was", {
  x <- stored_as(as.double(1:20))
  by_value <- h5_map(x, function(v) if (any(v > 15)) as.character(v) else v)
  error <- expect_kind(with_h5_options(list(max_memory = "1K"), as.vector(by_value)), "type")
  expect_match(conditionMessage(error), "gave character of length")
  shorter <- h5_map(x, function(v) v[v < 15])
  expect_match(conditionMessage(expect_kind(as.vector(shorter), "type")), "gave double of length 14 for a block of 20 elements")
})

test_that("an error in the function is the function's own", {
  x <- stored_as(as.double(1:20))
  expect_error(as.vector(h5_map(x, function(v) if (length(v) > 1) stop("mine") else v)), "^mine$")
})
