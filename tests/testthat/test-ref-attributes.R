test_that("attributes are like a list", {
  f <- local_h5()
  h5_create_group(f, "g")
  a <- h5_attributes(f$g)
  expect_identical(length(a), 0L)
  a$x <- 1
  a[["y"]] <- c("a", NA, "\u00e9")
  a["z"] <- list(NULL)
  expect_identical(names(a), c("x", "y", "z"))
  expect_identical(a$x, 1)
  expect_identical(a[["y"]], c("a", NA, "\u00e9"))
  expect_identical(a[[2]], c("a", NA, "\u00e9"))
  expect_null(a$z)
  expect_identical(as.list(a), list(x = 1, y = c("a", NA, "\u00e9"), z = NULL))
  expect_identical(a["x"], list(x = 1))
  expect_null(a$absent)
  expect_kind(a[["absent"]], "not_found", name = "absent")
  expect_kind(a[[4]], "subscript")
  a$x <- NULL
  a$absent <- NULL
  expect_identical(names(a), c("y", "z"))
  expect_output(print(a), "H5Attributes{y: ['a', NA, 'é'], z: NULL}", fixed = TRUE)
})

test_that("every atomic type comes back as it went", {
  f <- local_h5()
  values <- list(
    l = c(TRUE, FALSE), lna = c(TRUE, NA), i = 1:3, ina = c(1L, NA), d = c(1.5, NA, NaN, Inf), c = c(1 + 2i, NA),
    s = c("a", ""), r = as.raw(0:255), m = matrix(1:6, 2), a = array(as.double(1:24), 2:4), one = "x", none = double(),
    empty = character()
  )
  h5_attributes(f) <- values
  for (key in names(values)) expect_identical(h5_attributes(f)[[key]], values[[key]], info = key)
})

test_that("any value that can be told by its structure is an attribute", {
  f <- local_h5()
  a <- h5_attributes(f)
  values <- list(
    l = list(1, b = "x", NULL), f = factor(c("u", NA)), n = c(a = 1), d = as.Date("2020-01-01"), s = quote(x), c = quote(f(x)[, 1]),
    y = in_global(quote(y ~ x)), df = datasets::women, none = "__h5_NONE__", json = "{\"ch5mpy\": null}", e = list(), m = matrix(1:4, 2, dimnames = list(NULL, c("p", "q")))
  )
  for (name in names(values)) a[[name]] <- values[[name]]
  sorted <- function(x) x[order(names(x))]
  expect_identical(sorted(as.list(h5_attributes(f))), sorted(values))
  expect_length(utils::capture.output(print(a)), length(values) + 2L)
  a$df <- 1
  a$l <- NULL
  a$c <- quote(z)
  expect_identical(sorted(as.list(a)), sorted(utils::modifyList(values, list(df = 1, l = NULL, c = quote(z)))))
  h5_attributes(f) <- list()
  expect_length(names(h5_attributes(f, all = TRUE)), 0L)
})

test_that("what an object is made of is none of the user's attributes", {
  d <- H5Dict(local_h5())
  objects <- list(df = datasets::women, f = factor(c("a", "b"), ordered = TRUE), m = if (requireNamespace("Matrix", quietly = TRUE)) battery_matrices()$dgC)
  for (name in names(objects)) {
    d[name] <- objects[name]
    expect_length(names(h5_attributes(d, name)), 0L)
    h5_attributes(d, name) <- list(unit = "mm")
    expect_identical(as.list(h5_attributes(d, name)), list(unit = "mm"))
    expect_identical(h5_read(d, name), objects[[name]])
  }
  for (key in c("_index", "column-order")) expect_kind(h5_attributes(d, "df")[[key]] <- "x", "argument")
  expect_true("column-order" %in% names(h5_attributes(d, "df", all = TRUE)))
})

test_that("an attribute that cannot be read is opaque and hides no other", {
  skip_without_h5py()
  path <- local_path()
  run_python(c("f = h5py.File(path, 'w')", "f.attrs['a'] = 1.5", "f.attrs['r'] = f.ref", "f.attrs['j'] = '{\"ch5mpy\": {\"leaf\": 7}}'"), path)
  f <- H5File(path)
  all <- as.list(h5_attributes(f))
  expect_identical(all$a, 1.5)
  expect_s4_class(all$r, "H5Opaque")
  expect_s4_class(all$j, "H5Opaque")
  with_h5_options(list(error_mode = "raise"), expect_kind(h5_attributes(f)$r, "unsupported"))
  h5_close(f)
})

test_that("attributes of a named thing are reached through the group", {
  f <- local_h5()
  h5_create_group(f, "a/b")
  h5_attributes(f, "a/b")$u <- 1L
  expect_identical(h5_attributes(f, "a/b")$u, 1L)
  expect_identical(as.list(h5_attributes(f[["a/b"]])), list(u = 1L))
  expect_kind(h5_attributes(f, "no"), "not_found", name = "no")
})

test_that("assigning a list replaces the user's attributes", {
  f <- local_h5()
  h5_attributes(f)$old <- 1
  h5_attributes(f) <- list(a = 1, b = "two")
  expect_identical(as.list(h5_attributes(f)), list(a = 1, b = "two"))
  h5_attributes(f) <- list()
  expect_identical(length(h5_attributes(f)), 0L)
  h5_create_group(f, "g")
  h5_attributes(f)$a <- 1
  h5_attributes(f, "g") <- h5_attributes(f)
  expect_identical(as.list(h5_attributes(f, "g")), list(a = 1))
})

test_that("values that hold code are refused and nothing is written", {
  f <- local_h5()
  h5_attributes(f)$keep <- 1
  for (bad in list(mean, new.env(), list(1, sum), unstorable)) {
    expect_kind(h5_attributes(f)$bad <- bad, "type", name = "bad")
    expect_kind(h5_attributes(f) <- list(new = 1, bad = bad), "type", name = "bad")
  }
  expect_kind(h5_attributes(f) <- list(1), "argument")
  expect_kind(h5_attributes(f) <- list(a = 1, 2), "argument")
  expect_kind(h5_attributes(f) <- 1, "argument")
  expect_kind(h5_attributes(f) <- list(a = 1, a = 2), "argument")
  expect_kind(h5_attributes(f)[[""]] <- 1, "argument")
  expect_identical(as.list(h5_attributes(f)), list(keep = 1))
})

test_that("the package's and HDF5's attributes are hidden unless asked for", {
  f <- local_h5()
  own <- c("__r_class__", "__h5_type__", "dtype", "encoding-type", "CLASS", "DIMENSION_LIST")
  for (key in own) {
    expect_kind(h5_attributes(f)[[key]] <- "x", "argument", name = key)
    h5_attributes(f, all = TRUE)[[key]] <- "x"
  }
  h5_attributes(f)$mine <- 1
  expect_identical(names(h5_attributes(f)), "mine")
  expect_setequal(names(h5_attributes(f, all = TRUE)), c(own, "mine"))
  h5_attributes(f) <- list()
  expect_setequal(names(h5_attributes(f, all = TRUE)), own)
})

test_that("many and large attributes are possible", {
  f <- local_h5()
  h5_attributes(f)$large <- as.double(1:20000)
  expect_identical(h5_attributes(f)$large, as.double(1:20000))
  a <- h5_attributes(f)
  for (i in 1:100) a[[paste0("a", i)]] <- i
  expect_identical(length(a), 101L)
})

test_that("h5py reads our attributes and we read its", {
  skip_without_h5py()
  f <- local_h5()
  h5_attributes(f) <- list(s = "\u00e9", v = c("a", "b"), d = 1.5, i = 1:2, l = TRUE, n = NULL)
  h5_flush(f)
  expect_identical(
    run_python(c(
      "f = h5py.File(path, 'r')",
      "for k in ['s', 'v', 'd', 'i', 'l', 'n']: print(k, ascii(f.attrs[k]))"
    ), h5_path(f)),
    c("s '\\xe9'", "v array(['a', 'b'], dtype=object)", "d 1.5", "i array([1, 2], dtype=int32)", "l True", "n '__h5_NONE__'")
  )
  path <- local_path()
  run_python(c(
    "f = h5py.File(path, 'w')",
    "f.attrs['s'] = 'text'; f.attrs['b'] = np.bytes_('bytes'); f.attrs['i8'] = np.int8(3)",
    "f.attrs['m'] = np.arange(6.0).reshape(2, 3); f.attrs['t'] = True; f.attrs['e'] = h5py.Empty('f')",
    "f.attrs['c'] = 1 + 2j; f.attrs['big'] = np.array([1], dtype='>i4')"
  ), path)
  f <- H5File(path)
  expect_identical(as.list(h5_attributes(f)), list(
    b = "bytes", big = 1L, c = 1 + 2i, e = NULL, i8 = 3L, m = matrix(as.double(0:5), 3), s = "text", t = TRUE
  )[names(h5_attributes(f))])
  h5_close(f)
})

test_that("str() lists attributes", {
  f <- local_h5()
  h5_attributes(f)$unit <- "mm"
  h5_attributes(f)$at <- c(1, 2.5)
  lines <- capture.output(str(h5_attributes(f)))
  expect_match(lines[1], "^H5Attributes of 2: '/' in ")
  expect_identical(sort(lines[-1]), c(" $ at: [1.0, 2.5]", " $ unit: 'mm'"))
})
