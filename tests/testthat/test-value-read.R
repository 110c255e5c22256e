test_that("h5_read() loads whatever a name holds", {
  path <- local_path()
  value <- list(a = 1, m = matrix(1:4, 2, dimnames = list(c("a", "b"), NULL)), l = list(1, NULL, list(x = "y")), e = list())
  h5_write(value, path, "g")
  expect_identical(h5_read(path), list(g = value))
  expect_identical(h5_read(path, "g"), value)
  expect_identical(h5_read(path, "/g/m"), value$m)
  expect_identical(h5_read(path, "/"), list(g = value))
  f <- H5File(path)
  expect_identical(h5_read(f[["g/m"]]), value$m)
  expect_identical(h5_read(H5Dict(f)$g$m), value$m)
  expect_identical(h5_read(H5Dict(f)$g$m[, 1]), value$m[, 1])
  expect_identical(h5_read(f[["g"]], "l"), value$l)
  expect_kind(h5_read(f, "absent"), "not_found", name = "absent")
  expect_kind(h5_read(H5Dict(f)$g$m, "x"), "argument")
  h5_close(f)
  expect_kind(h5_read(local_path()), "not_found")
  expect_kind(h5_read(3), "argument")
})

test_that("groups that contain themselves are not followed for ever", {
  skip_without_h5py()
  path <- local_path()
  run_python(c("f = h5py.File(path, 'w')", "g = f.create_group('g')", "g['x'] = 1", "g['again'] = g"), path)
  value <- h5_read(path)
  expect_identical(value$g$x, 1)
  expect_s4_class(value$g$again, "H5Opaque")
  d <- H5Dict(path)
  expect_identical(d[["g/again/again/x"]], 1)
  expect_lt(length(utils::capture.output(str(d))), 10L)
  h5_close(d)
})

test_that("h5py writes what we read", {
  skip_without_h5py()
  path <- local_path()
  run_python(c(
    "f = h5py.File(path, 'w', track_order=True)",
    "f['z'] = 1.5", "f['a'] = 'text'", "f['b'] = np.arange(3)", "f['t'] = True", "f['c'] = 1+2j",
    "g = f.create_group('l')", "g.attrs['__h5_type__'] = 'list'", "g['0'] = 1", "g['1'] = 'x'",
    "f['n'] = h5py.Empty('f8')", "f['soft'] = h5py.SoftLink('/b')", "f['gone'] = h5py.SoftLink('/nowhere')",
    "f['other'] = h5py.ExternalLink('other.h5', '/x')", "f['bytes'] = np.void(b'abc')"
  ), path)
  d <- H5Dict(path)
  expect_identical(names(d), c("z", "a", "b", "t", "c", "l", "n", "soft", "gone", "other", "bytes"))
  expect_identical(h5_read(d)[1:8], list(
    z = 1.5, a = "text", b = c(0, 1, 2), t = TRUE, c = 1+2i, l = list(1, "x"), n = NULL, soft = c(0, 1, 2)
  ))
  for (key in c("gone", "other", "bytes")) expect_s4_class(d[[key]], "H5Opaque")
  h5_close(d)
})

test_that("h5py reads what we write", {
  skip_without_h5py()
  path <- local_path()
  h5_write(list(d = 1.5, i = 2L, s = "t\u00e9xt", b = TRUE, m = matrix(1:6, 2), v = c("a", "b"), l = list(1, "x"), n = NULL), path, "/")
  d <- H5Dict(path, "r+")
  d$i <- 3L
  names(d)[1] <- "dbl"
  h5_close(d)
  expect_identical(run_python(c(
    "f = h5py.File(path, 'r')",
    "print(f['dbl'][()], f['i'][()], f['s'].asstr()[()], f['b'][()], f['m'].shape, f['v'].asstr()[:].tolist())",
    "print(dict(f['l'].attrs), sorted(f['l']), f['l/1'].asstr()[()], f['n'].shape)",
    "print(list(f['m'][0]), f['m'].attrs['dtype'])"
  ), path), c(
    "1.5 3 t\u00e9xt True (3, 2) ['a', 'b']", "{'__h5_type__': 'list'} ['0', '1'] x None", "[1, 2] int32"
  ))
})
