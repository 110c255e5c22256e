test_that("functions and environments are serialized, and come back under trust only", {
  path <- local_path()
  f <- function(x) x + 1
  h5_write(list(f = f, e = new.env(), b = sum), path, "x")
  path <- foreign_copy(path)
  read <- h5_read(path, "x")
  for (part in read) expect_s4_class(part, "H5Opaque")
  expect_match(read$f@why, "trust = TRUE")
  trusted <- h5_read(path, "x", trust = TRUE)
  expect_identical(trusted$f(1), 2)
  expect_identical(trusted$b, sum)
  d <- H5Dict(path, trust = TRUE)
  expect_type(d$x$f, "closure")
  h5_close(d)
})

test_that("bytes that are no serialized object are opaque, and not read without trust", {
  path <- local_path()
  f <- H5File(path, "w")
  d <- H5Dict(f)
  d$x <- as.raw(1:50)
  h5_attributes(d$x, all = TRUE)$`__h5_type__` <- "r_serialized"
  expect_match(d$x@why, "serialized")
  h5_close(f)
  expect_match(h5_read(foreign_copy(path), "x")@why, "trust")
})
