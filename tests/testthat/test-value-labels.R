test_that("dimnames stand beside their array and go where it goes", {
  d <- H5Dict(local_h5())
  m <- matrix(1:4, 2, dimnames = list(c("a", "b"), NULL))
  d$m <- m
  raw_names <- function() cpp_node_names(d, "")
  expect_identical(raw_names(), c("m", ".m_dimnames"))
  expect_identical(names(d), "m")
  names(d) <- "n"
  expect_setequal(raw_names(), c("n", ".n_dimnames"))
  expect_identical(h5_read(d), list(n = m))
  d$n <- 1:3
  expect_identical(raw_names(), "n")
  d$n <- m
  d$n <- 5
  expect_identical(raw_names(), "n")
  d$n <- m
  h5_move(d, "n", "g/o")
  expect_identical(h5_read(d), list(g = list(o = m)))
  h5_copy(d$g$o, d, "p")
  expect_identical(h5_read(d, "p"), m)
  h5_delete(d, "p")
  expect_identical(raw_names(), "g")
  d$n <- m
  d$n <- NULL
  expect_identical(raw_names(), "g")
})

test_that("dimnames are changed in the file", {
  d <- H5Dict(local_h5())
  d$m <- matrix(1:4, 2)
  d$v <- 1:2
  d$l <- list(matrix(1:4, 2))
  x <- d$m
  dimnames(x) <- list(c("a", "b"), NULL)
  expect_identical(dimnames(d$m), list(c("a", "b"), NULL))
  dimnames(d$m) <- list(NULL, k = c("x", "y"))
  expect_identical(dimnames(d$m), list(NULL, k = c("x", "y")))
  names(d$v) <- c("p", "q")
  expect_identical(h5_read(d$v), c(p = 1L, q = 2L))
  dimnames(d$l[[1]]) <- list(NULL, c("x", "y"))
  expect_identical(h5_read(d$l), list(matrix(1:4, 2, dimnames = list(NULL, c("x", "y")))))
  dimnames(d$m) <- NULL
  names(d$v) <- NULL
  expect_identical(h5_read(d), list(m = matrix(1:4, 2), v = 1:2, l = h5_read(d$l)))
  expect_identical(cpp_node_names(d, ""), c("m", "v", "l"))
})

test_that("HDF5Array reads our dimnames and we read its", {
  skip_if_not_installed("HDF5Array")
  path <- local_path()
  m <- matrix(c(1.5, 2, 3, 4, 5, 6), 2, dimnames = list(r = c("a", "b"), k = c("x", "y", "z")))
  a <- array(1:24, 2:4, list(NULL, letters[1:3], LETTERS[1:4]))
  h5_write(list(m = m, a = a), path, "/")
  other <- local_path("other.h5")
  got <- in_new_process(function(path, other, m) {
    suppressMessages(library(HDF5Array))
    written <- writeHDF5Array(m, other, "m", with.dimnames = TRUE)
    list(as.array(HDF5Array::HDF5Array(path, "m")), as.array(HDF5Array::HDF5Array(path, "a")))
  }, path, other, m)
  expect_identical(dimnames(got[[1]]), dimnames(m))
  expect_identical(got[[2]], a)
  expect_identical(unname(dimnames(h5_read(other, "m"))), unname(dimnames(m)))
})

test_that("copies of labelled arrays, alone and in groups, have labels of their own", {
  d <- H5Dict(local_h5())
  e <- H5Dict(local_h5("y.h5"))
  m <- matrix(1:4, 2, dimnames = list(c("a", "b"), k = c("x", "y")))
  d$g <- list(m = m, inner = list(v = c(p = 1, q = 2)))
  h5_copy(d$g$m, e, "m")
  h5_copy(d$g, e, "g")
  d$copy <- d$g
  expected <- h5_read(d$g)
  d$g <- NULL
  expect_identical(h5_read(e), list(m = m, g = expected))
  expect_identical(h5_read(d), list(copy = expected))
  skip_without_h5py()
  lines <- c(
    "f = h5py.File(path, 'r')", "for name in sys.argv[2:]: pass",
    "m = f[list(k for k in f if not k.startswith('.'))[0]]", "m = m if isinstance(m, h5py.Dataset) else m['m']",
    "print([[s.name for s in d.values()] for d in m.dims])"
  )
  paths <- c(h5_path(d), h5_path(e))
  h5_close(d)
  h5_close(e)
  expect_identical(run_python(lines, paths[1]), "[['/copy/.m_dimnames/1'], ['/copy/.m_dimnames/2']]")
  expect_identical(run_python(lines, paths[2]), "[['/g/.m_dimnames/1'], ['/g/.m_dimnames/2']]")
})
