test_that("types of results are what base R gives", {
  expect_identical(call_type("+", c("integer", "logical")), "integer")
  expect_identical(call_type("/", c("integer", "integer")), "double")
  expect_identical(call_type("%/%", c("integer", "integer")), "integer")
  expect_identical(call_type("==", c("character", "double")), "logical")
  expect_identical(call_type("sqrt", "integer"), "double")
  expect_identical(call_type("abs", "logical"), "integer")
  expect_identical(call_type("-", "logical"), "integer")
  expect_identical(call_type("round", "integer"), typeof(round(1L)))
  expect_identical(call_type("log", "double", list(base = 2)), "double")
  expect_identical(call_type("Mod", "complex"), "double")
})

test_that("what base R refuses is a type error with its words", {
  error <- expect_kind(call_type("+", c("character", "double")), "type")
  expect_identical(conditionMessage(error), "non-numeric argument to binary operator")
  error <- expect_kind(call_type("!", "character"), "type")
  expect_identical(conditionMessage(error), "invalid argument type")
})
