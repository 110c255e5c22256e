test_that("atomic values come back as they were", {
  d <- H5Dict(local_h5())
  values <- list(
    1.5, NA_real_, NaN, Inf, 2L, NA_integer_, TRUE, NA, "a", "", NA_character_, "\u00e9\u4e2d", 1+2i, NA_complex_, as.raw(255),
    numeric(), integer(), logical(), character(), complex(), raw(), c(1, NA, NaN), c(1L, NA), c(TRUE, NA, FALSE),
    c("a", NA, ""), c(1i, NA), as.raw(0:3), c(a = 1), c(a = 1L, b = 2L), stats::setNames(1:2, c("", NA)),
    stats::setNames(numeric(), character()), matrix(1:6, 2), matrix(c("a", NA), 1), matrix(1.5), array(1:24, 2:4), array(1:3),
    array(1:3, 3, list(letters[1:3])), array(1, 1), matrix(1:4, 2, dimnames = list(NULL, c("x", "y"))),
    matrix(1:4, 2, dimnames = list(r = c("a", "b"), k = NULL)), matrix(1:4, 2, dimnames = list(a = NULL, b = NULL)),
    matrix(numeric(), 0, 3), matrix(numeric(), 0, 2, dimnames = list(NULL, c("x", "y"))), array(0, c(2, 0, 2))
  )
  for (k in seq_along(values)) {
    d$x <- values[[k]]
    expect_identical(h5_read(d, "x"), values[[k]], info = paste("value", k))
    h5_write(list(values[[k]]), d, "l")
    expect_identical(h5_read(d, "l"), values[k], info = paste("element", k))
  }
})

test_that("NULL is stored as an empty dataset", {
  d <- H5Dict(local_h5())
  d["n"] <- list(NULL)
  d$l <- list(NULL, a = NULL)
  expect_identical(h5_read(d), list(n = NULL, l = list(NULL, a = NULL)))
  expect_identical(h5_attributes(d, "n", all = TRUE)$`__h5_type__`, "r_null")
})

test_that("order = \"C\" keeps the shape that h5py shows", {
  d <- H5Dict(local_h5(order = "C"))
  m <- matrix(1:6, 2, dimnames = list(c("a", "b"), NULL))
  d$m <- m
  expect_identical(h5_read(d$m), m)
  d$l <- list(m)
  expect_identical(h5_read(d$l), list(m))
  r <- H5Dict(h5_path(d), order = "R")
  expect_identical(h5_read(r$m), t(m))
  h5_close(r)
})

test_that("a whole array that is stored under another key or in another file keeps its stored type and its labels", {
  d <- H5Dict(local_h5())
  e <- H5Dict(local_h5("y.h5"))
  m <- matrix(c(1, 2, NA, 4), 2, dimnames = list(c("a", "b"), NULL))
  h5_write(m, d, "x", type = "float32", chunk = c(1, 2), compression = "gzip-1")
  h5_attributes(d, "x")$unit <- "mm"
  d$y <- d$x
  e$y <- d$x
  e$l <- list(d$x, 1)
  e$l[[2]] <- d$x
  for (copy in list(d$y, e$y, e$l[[1]], e$l[[2]])) {
    expect_identical(h5_read(copy), m)
    expect_identical(h5_info(copy)[c("type", "chunk", "filters")], h5_info(d$x)[c("type", "chunk", "filters")])
    expect_identical(h5_attributes(copy)$unit, "mm")
  }
  expect_setequal(cpp_node_names(e$l, ""), c("0", "1"))
  dimnames(d$y) <- NULL
  expect_identical(h5_read(d, "x"), m)
  h5_write(d$x, e, "plain", compression = "none")
  expect_identical(h5_info(e, "plain")$filters, character())
  h5_write(d$x, e, "wide", type = "float64")
  expect_identical(h5_info(e, "wide")$type, "float64")
})

test_that("64-bit integers are copied to the last bit", {
  skip_without_h5py()
  path <- local_path()
  run_python("
import h5py
with h5py.File(path, 'w') as f: f['x'] = [2**53 + 1, -2**63]
", path = path)
  d <- H5Dict(path, "r+")
  d$y <- d$x
  h5_close(d)
  expect_identical(run_python("
import h5py
with h5py.File(path) as f: print(f['y'].dtype, *f['y'][...])
", path = path), "int64 9007199254740993 -9223372036854775808")
})

test_that("an array of the other order is turned as it is stored", {
  path <- local_path()
  d <- H5Dict(path, "w")
  m <- matrix(1:6, 2)
  d$x <- m
  k <- H5Dict(path, "r+", order = "C")
  k$y <- d$x
  expect_identical(h5_read(k, "y"), m)
  expect_identical(h5_read(d, "y"), t(m))
  h5_close(d)
  h5_close(k)
})
