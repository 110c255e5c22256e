test_that("an error has its classes from narrow to wide and carries its fields", {
  error <- tryCatch(stop_ch5mpy("not_found", "No 'x'.", path = "/a.h5", name = "x"), error = identity)
  expect_identical(class(error), c("ch5mpy_error_not_found", "ch5mpy_error", "error", "condition"))
  expect_identical(conditionMessage(error), "No 'x'.")
  expect_identical(error$path, "/a.h5")
  expect_identical(error$name, "x")
})
