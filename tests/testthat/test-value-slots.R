test_that("S4 objects are groups of their slots", {
  d <- H5Dict(local_h5())
  point <- battery_s4()$s4
  d$p <- point
  expect_identical(d$p, point)
  g <- h5_dict(d, "p")
  expect_setequal(names(g), c("x", "label", "any"))
  expect_identical(cpp_attr_read(g, "", "__r_class__")$value, "BatteryPoint")
  expect_identical(cpp_attr_read(g, "", "__h5_type__")$value, "r_object")
})

test_that("S4 objects need trust, a known class and validity", {
  path <- local_path()
  point <- battery_s4()$s4
  h5_write(point, path, "p")
  path <- foreign_copy(path)
  expect_match(h5_read(path, "p")@why, "trust = TRUE")
  expect_identical(h5_read(path, "p", trust = TRUE), point)
  d <- H5Dict(path, "r+", trust = TRUE)
  g <- h5_dict(d, "p")
  g$x <- "text"
  expect_match(d$p@why, "no valid object")
  h5_attributes(g, all = TRUE)$`__r_class__` <- "NoSuchClass"
  expect_match(d$p@why, "not known")
  h5_close(d)
})

test_that("reference objects come back by their fields", {
  Account <- methods::setRefClass("BatteryAccount", fields = list(balance = "numeric", log = "list"), where = globalenv())
  withr::defer(methods::removeClass("BatteryAccount", where = globalenv()))
  d <- H5Dict(local_h5())
  a <- Account$new(balance = 5, log = list("open", 1:3))
  d$a <- a
  d$l <- list(a, b = 1)
  b <- d$a
  expect_s4_class(b, "BatteryAccount")
  expect_identical(list(b$balance, b$log), list(5, list("open", 1:3)))
  expect_identical(h5_read(d$l)[[1L]]$balance, 5)
  expect_setequal(names(h5_dict(d, "a")), c("balance", "log"))
})
