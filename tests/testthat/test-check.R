test_that("a mode has six spellings", {
  expect_identical(check_mode("x"), "w-")
  expect_identical(check_mode("r+"), "r+")
  expect_error(check_mode("rw"), "`mode` must be one of", class = "ch5mpy_error_argument")
  expect_error(check_mode(1), class = "ch5mpy_error_argument")
})

test_that("a key is not empty, not a dot and not missing", {
  for (bad in list("", ".", "a//b", "a/", "/", "a/.", "./a")) {
    error <- expect_error(check_path(bad), class = "ch5mpy_error_argument")
    expect_identical(error$name, bad)
  }
  for (bad in list(NULL, NA_character_, 1, c("a", "b"))) expect_error(check_path(bad), class = "ch5mpy_error_argument")
  expect_identical(check_path("/a/b"), "/a/b")
  expect_identical(check_path(".."), "..")
  expect_error(check_key("a/b"), class = "ch5mpy_error_argument")
})

test_that("a wrong argument is named with the value it had", {
  error <- expect_error(check_flag("yes", "trust"), "`trust` must be TRUE or FALSE, not 'yes'.", fixed = TRUE)
  expect_identical(error$argument, "trust")
  expect_error(check_count(1.5, "threads", 1), "a whole number of at least 1, not 1.5")
  expect_error(check_string(list(), "x"), "an object of class 'list' and length 0")
})
