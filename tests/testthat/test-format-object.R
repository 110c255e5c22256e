test_that("objects have a line by their format() or their form", {
  expect_identical(object_text(as.Date("2020-01-02")), "2020-01-02")
  expect_identical(object_text(factor(c("a", "b"))), "[a, b]")
  expect_identical(object_text(as.Date("2020-01-01") + 0:8), "[2020-01-01, 2020-01-02, 2020-01-03, ..., 2020-01-07, 2020-01-08, 2020-01-09]")
  expect_identical(object_text(datasets::women), "data.frame(15 x 2)")
  expect_identical(object_text(in_global(quote(y ~ x))), "y ~ x")
  expect_identical(object_text(structure(list(a = 1), class = "mine")), "mine{...}")
  expect_identical(object_text(battery_s4()$s4_number), "BatteryNumber(.Data=[1.0, 2.0], unit='mm')")
  expect_identical(object_text(mean), "<closure>")
})

test_that("a format() that fails or goes on for long does no harm", {
  registerS3method("format", "battery_bad", function(x, ...) stop("no"), envir = globalenv())
  expect_identical(object_text(structure(1, class = "battery_bad")), "<battery_bad>")
  registerS3method("format", "battery_long", function(x, ...) strrep("a\n", 1000), envir = globalenv())
  expect_lte(nchar(object_text(structure(1, class = "battery_long"))), 80L)
})
