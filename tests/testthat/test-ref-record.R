# A file that h5py writes with `lines`, opened as a dict.
written_by_h5py <- function(lines, order = "R", env = parent.frame()) {
  skip_without_h5py()
  path <- local_path(env = env)
  run_python(c("f = h5py.File(path, 'w')", lines, "f.close()"), path)
  d <- H5Dict(path, order = order)
  withr::defer(h5_close(d), envir = env)
  d
}

test_that("records are data frames, with nested ones, arrays and sequences in them", {
  d <- written_by_h5py(c(
    "t = np.dtype([('i', '<i2'), ('x', '>f8'), ('s', 'S3'), ('b', '?'), ('c', 'c16'), ('v', '<f4', (2,)), ('n', [('p', 'u1'), ('q', 'i8')])])",
    "f['r'] = np.array([(1, 1.5, b'ab', True, 1 + 2j, [1, 2], (3, 4)), (-2, 2.5, b'', False, 3j, [3, 4], (5, 6))], t)",
    "f['one'] = np.array((1, 2.0), [('a', 'i4'), ('b', 'f8')])",
    "f['none'] = np.zeros(0, [('a', 'i4')])",
    "f['m'] = np.array([[(1, 2.0), (3, 4.0)]], [('a', 'i4'), ('b', 'f8')])",
    "s = h5py.string_dtype()", "f['text'] = np.array([('\u00e9',), ('b',)], [('t', s)])",
    "f.attrs['a'] = np.array([(1, 2.0)], [('a', 'i4'), ('b', 'f8')])"
  ))
  r <- d$r
  expect_identical(r$i, c(1L, -2L))
  expect_identical(r$x, c(1.5, 2.5))
  expect_identical(r$s, c("ab", ""))
  expect_identical(r$b, c(TRUE, FALSE))
  expect_identical(r$c, c(1+2i, 3i))
  expect_identical(r$v, matrix(c(1, 3, 2, 4), 2))
  expect_identical(r$n, data.frame(p = c(3L, 5L), q = c(4, 6)))
  expect_identical(d$one, data.frame(a = 1L, b = 2))
  expect_identical(d$none, data.frame(a = integer()))
  expect_identical(d$m, list(a = matrix(c(1L, 3L), 2), b = matrix(c(2, 4), 2)))
  expect_identical(d$text, data.frame(t = c("\u00e9", "b")))
  expect_identical(h5_attributes(d)$a, data.frame(a = 1L, b = 2))
  expect_identical(h5_kind(d, "r"), "object")
  with_h5_options(list(max_memory = "40"), expect_s4_class(d$r, "H5Opaque"))
})

test_that("array types are further dimensions, as the file's order has them", {
  lines <- c(
    "f.create_dataset('a', (2,), h5py.h5t.array_create(h5py.h5t.NATIVE_INT32, (3,)).dtype if False else np.dtype(('i4', (3,))))",
    "tid = h5py.h5t.array_create(h5py.h5t.NATIVE_INT32, (3,))", "space = h5py.h5s.create_simple((2,))",
    "ds = h5py.h5d.create(f.id, b'x', tid, space)", "ds.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(6, dtype='i4').reshape(2, 3), mtype=tid)"
  )[-1]
  expect_identical(written_by_h5py(lines)$x, matrix(0:5, 3))
  expect_identical(written_by_h5py(lines, order = "C")$x, matrix(0:5, 2, byrow = TRUE))
})

test_that("sequences of varying length are lists", {
  d <- written_by_h5py(c(
    "t = h5py.vlen_dtype('f8')", "x = f.create_dataset('x', (3,), t)", "x[0] = [1, 2.5]", "x[2] = [3]",
    "y = f.create_dataset('y', (), h5py.vlen_dtype('u1'))", "y[()] = np.array([1, 2, 3], 'u1')"
  ))
  expect_identical(d$x, list(c(1, 2.5), numeric(), 3))
  expect_identical(d$y, 1:3)
})

test_that("enums are factors where they are values, and codes that have no name stay codes", {
  d <- written_by_h5py(c(
    "t = h5py.enum_dtype({'hi': 40, 'lo': -1}, basetype='i2')", "f.create_dataset('e', data=np.array([40, -1, 40], 'i2'), dtype=t)",
    "f.create_dataset('one', data=np.int16(-1), dtype=t)", "f.create_dataset('odd', data=np.array([40, 7], 'i2'), dtype=t)",
    "f.create_dataset('m', data=np.array([[40, -1]], 'i2'), dtype=t)"
  ))
  expect_identical(h5_read(d, "e"), factor(c("hi", "lo", "hi"), levels = c("lo", "hi")))
  expect_identical(as.vector(d$e), c(40L, -1L, 40L))
  expect_identical(d$one, factor("lo", levels = c("lo", "hi")))
  expect_identical(h5_read(d, "odd"), c(40L, 7L))
  expect_identical(as.integer(h5_read(d, "m")), 2:1)
})

test_that("numpy's dates and times are R's", {
  d <- written_by_h5py(c(
    "def put(n, v):", "    f.create_dataset(n, data=v.astype(h5py.opaque_dtype(v.dtype)))",
    "put('D', np.array(['2026-02-28', 'NaT', '1969-12-31'], 'M8[D]'))", "put('s', np.array(['2026-01-02T03:04:05', '1900-01-01T00:00:00'], 'M8[s]'))",
    "put('ns', np.array(['2026-01-02T03:04:05.5'], 'M8[ns]'))", "put('M', np.array(['2026-03', '1969-11'], 'M8[M]'))", "put('Y', np.array(['2026'], 'M8[Y]'))",
    "put('h', np.array([5, 'NaT'], 'm8[h]'))", "put('ms', np.array([1500, -1], 'm8[ms]'))", "put('big', np.array(['2026-02-28'], '>M8[D]'))"
  ))
  expect_identical(d$D, as.Date(c("2026-02-28", NA, "1969-12-31")))
  expect_identical(d$s, as.POSIXct(c("2026-01-02 03:04:05", "1900-01-01 00:00:00"), tz = "UTC"))
  expect_equal(as.numeric(d$ns), as.numeric(as.POSIXct("2026-01-02 03:04:05", tz = "UTC")) + 0.5)
  expect_identical(format(d$M), c("2026-03-01", "1969-11-01"))
  expect_identical(format(d$Y), "2026-01-01")
  expect_identical(d$h, as.difftime(c(5, NA), units = "hours"))
  expect_equal(as.numeric(d$ms, units = "secs"), c(1.5, -0.001))
  expect_identical(d$big, as.Date("2026-02-28"))
})

test_that("references say what they point to, and bytes without a meaning stay opaque", {
  d <- written_by_h5py(c(
    "f['a'] = 1", "f.create_dataset('r', data=np.array([f['a'].ref, f.ref], dtype=h5py.ref_dtype), dtype=h5py.ref_dtype)",
    "f.create_dataset('t', data=np.array([(f['a'].ref, 1)], [('to', h5py.ref_dtype), ('n', 'i4')]))",
    "f.create_dataset('o', data=np.array([b'ab'], 'V2'))"
  ))
  expect_match(d$r@why, "'/a', '/'", fixed = TRUE)
  expect_identical(d$t, data.frame(to = "/a", n = 1L))
  expect_s4_class(d$o, "H5Opaque")
})
