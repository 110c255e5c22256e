test_that("h5_write() takes a path, a file, a group or a dict", {
  path <- local_path()
  value <- h5_write(1:3, path, "a")
  expect_identical(value, 1:3)
  h5_write("t", path, "g/h")
  expect_identical(h5_read(path), list(a = 1:3, g = list(h = "t")))
  f <- H5File(path, "r+")
  h5_write(2, f, "b")
  h5_write(3, f$g, "i")
  d <- H5Dict(f)
  h5_write(4, d, "c")
  h5_write(5, d$g, "x/y")
  expect_identical(h5_read(d), list(a = 1:3, g = list(h = "t", i = 3, x = list(y = 5)), b = 2, c = 4))
  h5_close(f)
  r <- H5File(path)
  expect_kind(h5_write(1, r, "z"), "mode")
  h5_close(r)
  expect_kind(h5_write(1, path, ""), "argument")
  expect_kind(h5_write(1, path, "x", wrong = 2), "argument")
  expect_kind(h5_write(1, tempdir(), "x"), "io")
  expect_kind(h5_write(1, 5, "x"), "argument")
})

test_that("the root takes a list, whose keys replace those that are there", {
  path <- local_path()
  h5_write(list(a = 1, m = matrix(1:2, 1, dimnames = list("r", c("a", "b")))), path, "/")
  expect_identical(names(h5_read(path)), c("a", "m"))
  h5_write(list(b = 2, a = 3), path, "/")
  expect_identical(h5_read(path), list(b = 2, a = 3))
  expect_identical(h5_ls(path)$name, c("b", "a"))
  h5_write(list("x", 2), path, "/")
  expect_identical(h5_read(path), list("x", 2))
  h5_write(list(b = 2), path, "/")
  expect_identical(h5_read(path), list(b = 2))
  h5_write(structure(list(b = 2), note = "n"), path, "/")
  expect_identical(h5_read(path), structure(list(b = 2), note = "n"))
  h5_write(list(b = 2), path, "/")
  expect_identical(h5_read(path), list(b = 2))
  expect_kind(h5_write(1, path, "/"), "argument")
  expect_kind(h5_write(list(c = 1), path, "/", overwrite = FALSE), "exists")
  expect_kind(h5_write(list(a = unstorable), path, "/"), "type")
  expect_identical(h5_read(path), list(b = 2))
})

test_that("overwrite = FALSE keeps what is there", {
  path <- local_path()
  h5_write(1, path, "a")
  expect_kind(h5_write(2, path, "a", overwrite = FALSE), "exists", name = "a")
  expect_kind(h5_write(list(2), path, "a", overwrite = FALSE), "exists", name = "a")
  expect_identical(h5_read(path, "a"), 1)
  h5_write(2, path, "b", overwrite = FALSE)
  expect_identical(h5_read(path, "b"), 2)
})

test_that("type, chunk, compression, maxdim and scalar reach the dataset", {
  f <- local_h5()
  h5_write(matrix(1:6, 2), f, "m", type = "int16", chunk = c(1, 3), compression = "gzip-4")
  info <- h5_info(f[["m"]])
  expect_identical(info$chunk, c(1, 3))
  expect_true("gzip-4" %in% info$filters)
  h5_write(5, f, "v", scalar = FALSE)
  expect_identical(length(H5Dict(f)$v), 1L)
  expect_kind(h5_write(300L, f, "u", type = "uint8"), "type")
  expect_false(h5_exists(f, "u"))
  expect_kind(h5_write(list(a = 1), f, "l", type = "int8"), "argument")
  h5_write(list(a = 1:100), f, "l", compression = "gzip-1")
  expect_true("gzip-1" %in% h5_info(f[["l/a"]])$filters)
})

test_that("what cannot be stored leaves no trace, however deep it is", {
  d <- H5Dict(local_h5())
  d$x <- list(a = 1)
  for (value in list(unstorable, c("a", unstorable), structure(c(p = unstorable), class = "mine"))) {
    expect_kind(d$x <- value, "type")
    expect_kind(d$x <- list(b = 1, c = list(2, list(deep = value))), "type")
    expect_kind(d[c("x", "y")] <- list(1, value), "type")
    expect_kind(d[["new/y"]] <- value, "type")
  }
  expect_identical(h5_read(d), list(x = list(a = 1)))
  error <- expect_kind(d$x <- list(b = list(1, unstorable)), "type")
  expect_identical(conditionCall(error)[[1L]], as.name("$<-"))
})

test_that("a value that fails while it is stored leaves what was there", {
  d <- H5Dict(local_h5())
  d$x <- 1:3
  x <- d$x
  bad <- "\xff"
  Encoding(bad) <- "bytes"
  expect_error(d$x <- list(1, bad), class = "ch5mpy_error")
  expect_identical(as.vector(x), 1:3)
  expect_identical(names(d), "x")
})

test_that("overwriting a key many times does not grow the file", {
  path <- local_path()
  d <- H5Dict(path, "w")
  value <- as.double(1:20000)
  for (i in 1:3) d$x <- value + i
  h5_flush(d)
  size <- file.size(path)
  for (i in 1:50) {
    d$x <- value + i
    d$y <- i
    d$l <- list(i, list(a = i))
  }
  h5_flush(d)
  expect_lt(file.size(path), size + 3 * 160000)
  for (k in 1:10) {
    h5_close(d)
    d <- H5Dict(path, "r+")
    d$x <- value
  }
  h5_close(d)
  expect_lt(file.size(path), size + 5 * 160000)
})

test_that("arrays and expressions of a file are stored", {
  d <- H5Dict(local_h5())
  d$m <- matrix(1:4, 2, dimnames = list(c("a", "b"), NULL))
  d$n <- d$m * 2L
  d$o <- list(d$m, list(k = d$m[1, ]))
  expect_identical(h5_read(d$n), h5_read(d$m) * 2L)
  expect_identical(h5_read(d$o), list(h5_read(d$m), list(k = h5_read(d$m)[1, ])))
  h5_write(d$m + 0.5, local <- local_path(), "x")
  expect_identical(h5_read(local, "x"), h5_read(d$m) + 0.5)
})

test_that("dicts, lists and opaque things are copied within HDF5, also between files", {
  d <- H5Dict(local_h5())
  e <- H5Dict(local_h5("y.h5"))
  d$g <- list(x = 1:3, m = matrix(1:4, 2, dimnames = list(c("a", "b"), NULL)), l = list(1, "b"))
  e$g <- d$g
  e$l <- d$g$l
  e$nested <- list(a = d$g, b = list(d$g$l))
  expect_identical(h5_read(e$g), h5_read(d$g))
  expect_identical(h5_read(e$l), list(1, "b"))
  expect_identical(h5_read(e$nested), list(a = h5_read(d$g), b = list(list(1, "b"))))
  p <- H5Dict(local_fixture("python/nested.h5"))
  e$p <- p$pickled
  expect_s4_class(e$p, "H5Opaque")
  h5_close(p)
})

test_that("numbers are shuffled before they are compressed where that makes them smaller", {
  set.seed(1)
  path <- local_path()
  filters <- function(x) {
    h5_write(x, path, "x", compression = "gzip-4")
    expect_identical(h5_read(path, "x"), x)
    h5_info(H5Array(path, "x"))$filters
  }
  expect_identical(filters(round(rnorm(1e5), 2)), "gzip-4")
  expect_identical(filters(1:100000 * 3L), c("shuffle", "gzip-4"))
  expect_identical(filters(sin(1:100000 / 1000)), c("shuffle", "gzip-4"))
  expect_identical(filters(numeric()), c("shuffle", "gzip-4"))
  d <- H5Dict(path, "r+")
  d$rounded <- round(matrix(rnorm(1e6), 1000), 2)
  with_h5_options(list(max_memory = "500K"), h5_write(d$rounded * 2, d, "y", compression = "gzip-4"))
  expect_identical(h5_info(d$y)$filters, "gzip-4")
  expect_identical(h5_read(d$y), h5_read(d$rounded) * 2)
})
