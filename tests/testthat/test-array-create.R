test_that("h5_create makes an array without data, of any type", {
  file <- local_h5()
  for (type in c("double", "integer", "logical", "character", "complex", "raw", "int8", "uint16", "float32", "bool", "str")) {
    x <- h5_create(file, paste0("t/", type), c(2, 3), type = type)
    expect_identical(dim(x), c(2L, 3L))
    expect_length(unique(as.vector(x)), 1L)
  }
  expect_identical(in_memory(h5_create(file, "filled", 3, fill = 7)), c(7, 7, 7))
  expect_kind(h5_create(file, "filled", 3), "exists")
  expect_kind(h5_create(file, "n", -1), "argument")
  expect_kind(h5_create(file, "n", "a"), "argument")
  path <- local_path()
  x <- h5_create(path, "x", 2, type = "integer")
  x[] <- 1:2
  expect_identical(as.vector(x), 1:2)
})

test_that("chunk, maxdim and compression are R's axis order", {
  x <- h5_create(local_h5(), "x", c(100, 30), chunk = c(50, 10), maxdim = c(100, Inf), compression = "gzip-4")
  info <- cpp_node_describe(array_handle(x), "")
  expect_equal(rev(info$chunk), c(50, 10))
  expect_equal(rev(info$maxshape), c(100, Inf))
})

test_that("deferred arrays take no memory until they are used", {
  expect_identical(in_memory(h5_zeros(c(2, 2))), matrix(0, 2, 2))
  expect_identical(in_memory(h5_ones(3)), c(1, 1, 1))
  expect_identical(in_memory(h5_full("a", c(1, 2))), matrix("a", 1, 2))
  expect_identical(in_memory(h5_empty(2, "logical")), c(FALSE, FALSE))
  expect_identical(sum(h5_ones(c(1e4, 1e3))), 1e7)
  expect_identical(dim(h5_zeros(c(1e5, 1e5)) + 1), c(100000L, 100000L))
  expect_kind(h5_full(1:2, 2), "argument")
  expect_kind(h5_random("rnorm", 2), "argument")
})

test_that("h5_random draws in R's element order, anew each time", {
  for (cap in c("1K", "250M")) {
    with_h5_options(list(max_memory = cap), {
      file <- local_h5()
      x <- h5_random(rnorm, c(20, 30), mean = 1)
      set.seed(1)
      h5_write(x, file, "x")
      set.seed(1)
      expect_identical(in_memory(H5Array(file, "x")), array(rnorm(600, mean = 1), c(20, 30)))
      y <- h5_create(file, "y", c(20, 30), chunk = c(7, 7))
      set.seed(2)
      y[] <- x
      set.seed(2)
      expect_identical(in_memory(y), array(rnorm(600, mean = 1), c(20, 30)))
    })
  }
  set.seed(3)
  h5_random(runif, 3)
  first <- runif(1)
  set.seed(3)
  expect_identical(runif(1), first)
})

test_that("NA does not fit a float16, where NaN does", {
  d <- H5Dict(local_h5())
  h5_write(c(1, NaN), d, "x", type = "float16")
  expect_identical(h5_read(d, "x"), c(1, NaN))
  x <- d$x
  expect_kind(x[1] <- NA, "type")
  expect_kind(x[1] <- NA_integer_, "type")
  expect_kind(h5_write(c(1, NA), d, "y", type = "float16"), "type")
  expect_identical(h5_read(d), list(x = c(1, NaN)))
})
