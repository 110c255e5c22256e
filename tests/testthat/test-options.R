test_that("sizes are bytes or texts of 1024-multiples", {
  expect_identical(check_size("100K", "x"), 102400)
  expect_identical(check_size("250m", "x"), 250 * 1024^2)
  expect_identical(check_size("1.5G", "x"), 1.5 * 1024^3)
  expect_identical(check_size("Inf", "x"), Inf)
  expect_identical(check_size(Inf, "x"), Inf)
  expect_identical(check_size(10L, "x"), 10)
  for (bad in list("", "G", "1X", "-1K", NA, -1, 0, c(1, 2), TRUE, list())) {
    expect_error(check_size(bad, "x"), class = "ch5mpy_error_argument")
  }
})

test_that("options are listed, got, set and set back", {
  expect_setequal(names(h5_options()), c(
    "max_memory", "threads", "compression", "int64", "error_mode", "progress", "trust", "atomic", "durability",
    "lock_timeout"
  ))
  old <- h5_options(max_memory = "1M", int64 = "error")
  on.exit(h5_options(old))
  expect_identical(names(old), c("max_memory", "int64"))
  expect_identical(h5_options("max_memory"), 1024^2)
  expect_identical(h5_options("max_memory", "int64"), list(max_memory = 1024^2, int64 = "error"))
  expect_invisible(h5_options(old))
  expect_identical(h5_options("int64"), old$int64)
})

test_that("with_h5_options() sets only for its expression, also when that fails", {
  before <- h5_options("max_memory")
  expect_identical(with_h5_options(list(max_memory = "1M"), h5_options("max_memory")), 1024^2)
  expect_error(with_h5_options(list(max_memory = "1M"), stop("no")), "no")
  expect_identical(h5_options("max_memory"), before)
})

test_that("a wrong value names its option and sets nothing", {
  before <- h5_options()
  expect_error(h5_options(threads = 1, int64 = "long"), "`int64` must be one of", class = "ch5mpy_error_argument")
  expect_error(h5_options(threads = 0), "`threads`", class = "ch5mpy_error_argument")
  expect_error(h5_options(max_memory = "lots"), "`max_memory`", class = "ch5mpy_error_argument")
  expect_error(h5_options(compression = "rar"), "`compression`", class = "ch5mpy_error_argument")
  expect_error(h5_options(colour = 1), "`option` must be one of", class = "ch5mpy_error_argument")
  expect_error(h5_options("colour"), class = "ch5mpy_error_argument")
  expect_error(with_h5_options(1, 2), class = "ch5mpy_error_argument")
  expect_identical(h5_options(), before)
})

test_that("defaults come from R's options, then from the environment", {
  h5_options(int64 = NULL, max_memory = NULL)
  withr::local_options(ch5mpy.int64 = NULL, ch5mpy.max_memory = NULL)
  withr::local_envvar(CH5MPY_INT64 = "error", CH5MPY_MAX_MEMORY = "2M")
  expect_identical(h5_options("int64"), "error")
  expect_identical(h5_options("max_memory"), 2 * 1024^2)
  withr::local_options(ch5mpy.int64 = "integer64")
  expect_identical(h5_options("int64"), "integer64")
  withr::local_options(ch5mpy.int64 = "long")
  expect_error(h5_options("int64"), "ch5mpy.int64", class = "ch5mpy_error_argument")
})
