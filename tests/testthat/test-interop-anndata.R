# What R writes of data frames, factors and sparse matrices keeps to anndata's specification.

anndata_reads <- function(path, lines) run_python(c(python_anndata, "f = h5py.File(path, 'r')", lines), path)

test_that("data frames keep to anndata's specification", {
  skip_without_h5py()
  path <- local_path()
  df <- data.frame(
    i = c(1L, NA, 3L), j = 4:6, b = c(TRUE, NA, FALSE), l = c(TRUE, FALSE, TRUE), x = c(0.5, 1.5, -2), s = c("p", "\u00e9", ""),
    f = factor(c("u", NA, "v")), o = factor(c("lo", "hi", "lo"), levels = c("lo", "hi"), ordered = TRUE), row.names = c("r1", "r2", "r3")
  )
  h5_write(list(df = df, compact = data.frame(a = 1:2), none = data.frame(), empty = df[0, ], gzip = 1), path, "/")
  h5_write(df, path, "gzip", compression = "gzip-4")
  expected <- paste0(
    "(['r1', 'r2', 'r3'], {'i': [1, None, 3], 'j': [4, 5, 6], 'b': [True, None, False], 'l': [True, False, True], 'x': [0.5, 1.5, -2.0], ",
    "'s': ['p', '\u00e9', ''], 'f': ['u', None, 'v'], 'o': ['lo', 'hi', 'lo']})"
  )
  expect_identical(anndata_reads(path, c("print(elem(f['df']))", "print(elem(f['gzip']))")), rep(expected, 2))
  expect_identical(
    anndata_reads(path, c("print(elem(f['compact']))", "print(elem(f['none']))", "print(elem(f['empty'])[0], f['df/o'].attrs['ordered'], f['df/f'].attrs['ordered'])")),
    c("([1, 2], {'a': [1, 2]})", "([], {})", "[] True False")
  )
})

test_that("sparse matrices keep to anndata's specification, under either order", {
  skip_without_h5py()
  skip_if_not_installed("Matrix")
  m <- battery_matrices()
  path <- local_path()
  h5_write(list(c = m$dgC, r = m$dgR, l = m$lgC, none = m$no_rows_dgC), path, "/")
  expect_identical(
    anndata_reads(path, "for k in 'crl': print(elem(f[k]))"),
    c(rep("[[0.0, 1.5], [0.0, 2.0], [0.0, -1.0]]", 2), "[[False, True], [False, True], [False, True]]")
  )
  f <- H5File(path, "w", order = "C")
  h5_write(m$dgC, f, "c")
  h5_write(m$dgR, f, "r")
  h5_close(f)
  expect_identical(anndata_reads(path, "for k in 'cr': print(spec(f[k])[0], elem(f[k]))"), paste(c("csc_matrix", "csr_matrix"), "[[0.0, 0.0, 0.0], [1.5, 2.0, -1.0]]"))
})

test_that("factors keep to anndata's specification", {
  skip_without_h5py()
  path <- local_path()
  factors <- list(few = factor(c("b", NA, "a")), many = factor(paste0("l", 1:200)), none = factor(character()))
  h5_write(factors, path, "/")
  expect_identical(
    anndata_reads(path, c("print(elem(f['few']))", "print(elem(f['many'])[:2], f['many/codes'].dtype, len(f['many/categories']))", "print(elem(f['none']))")),
    c("['b', None, 'a']", "['l1', 'l2'] int16 200", "[]")
  )
})
