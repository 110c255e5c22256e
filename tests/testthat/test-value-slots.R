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

test_that("S4 objects need a known class and validity", {
  path <- local_path()
  point <- battery_s4()$s4
  h5_write(point, path, "p")
  path <- foreign_copy(path)
  expect_identical(h5_read(path, "p"), point)
  expect_identical(h5_read(path, "p", trust = TRUE), point)
  d <- H5Dict(path, "r+", trust = TRUE)
  g <- h5_dict(d, "p")
  g$x <- "text"
  expect_match(d$p@why, "no valid object")
  h5_attributes(g, all = TRUE)$`__r_class__` <- "NoSuchClass"
  expect_match(d$p@why, "not known")
  h5_close(d)
})

test_that("a class's own code is run under trust only, and no package loaded for a file", {
  asked <- 0L
  where <- globalenv()
  methods::setClass("BatteryChecked", representation(x = "numeric"), where = where)
  methods::setClass("BatteryBelow", representation(y = "numeric"), contains = "BatteryChecked", where = where)
  withr::defer(for (class in c("BatteryBelow", "BatteryChecked")) methods::removeClass(class, where = where))
  objects <- list(methods::new("BatteryChecked", x = 1), methods::new("BatteryBelow", x = 1, y = 2))
  path <- local_path()
  for (k in 1:2) h5_write(objects[[k]], path, paste0("o", k))
  methods::setValidity("BatteryChecked", function(object) {
    asked <<- asked + 1L
    TRUE
  }, where = where)
  path <- foreign_copy(path)
  for (key in c("o1", "o2")) expect_match(h5_read(path, key)@why, "trust = TRUE")
  expect_identical(asked, 0L)
  expect_identical(h5_read(path, "o1", trust = TRUE), objects[[1]])
  expect_gt(asked, 0L)
  d <- H5Dict(path, "r+")
  group <- h5_dict(d$o1)
  package <- setdiff(c("stats4", "splines", "tcltk", "grid"), loadedNamespaces())[1L]
  h5_attributes(group, all = TRUE)$`__r_package__` <- package
  expect_match(d$o1@why, "not loaded")
  expect_false(isNamespaceLoaded(package))
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
