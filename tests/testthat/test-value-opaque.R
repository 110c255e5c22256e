test_that("an opaque thing says what it is, its size and why", {
  d <- H5Dict(test_path("fixtures", "python", "nested.h5"))
  x <- d$pickled
  expect_s4_class(x, "H5Opaque")
  expect_identical(utils::capture.output(print(x)), "H5Opaque<pickled Python object, 51 B>: only Python can unpickle it")
  expect_kind(h5_dict(x), "type")
  expect_s4_class(h5_read(d)$pickled, "H5Opaque")
  with_h5_options(list(error_mode = "raise"), {
    expect_kind(d$pickled, "unsupported", name = "/pickled")
    expect_kind(h5_read(d), "unsupported")
    expect_gt(length(utils::capture.output(print(d))), 1L)
    expect_true("pickled" %in% names(d))
  })
  h5_close(d)
})

test_that("the group behind an opaque thing is a dict", {
  l <- H5Dict(test_path("fixtures", "python", "overview_list.h5"))
  x <- l$with_object
  expect_s4_class(x, "H5Dict")
  h5_close(l)
  d <- H5Dict(local_h5())
  d$o <- list(v = 5)
  h5_attributes(d$o, all = TRUE)$`__h5_type__` <- "object"
  expect_s4_class(d$o, "H5Opaque")
  expect_s4_class(h5_dict(d$o), "H5Dict")
  expect_identical(h5_dict(d$o)$v, 5)
  expect_kind(h5_dict(1), "argument")
})

test_that("Python's types that R does not have are opaque, all others are values", {
  d <- H5Dict(test_path("fixtures", "python", "dtypes.h5"))
  opaque <- names(Filter(function(x) is(x, "H5Opaque"), as.list(d)))
  expect_identical(opaque, "dangling")
  expect_identical(d$compound, data.frame(id = 1:2, x = c(2.5, -1), s = c("ab", "c")))
  expect_identical(d$opaque_time, as.Date(c("2026-01-01", "2026-01-02")))
  expect_identical(d$vlen_int, list(1:2, 3L))
  expect_identical(h5_read(d, "enum"), factor(c("red", "blue", "green", "blue"), levels = c("red", "green", "blue")))
  expect_null(d$null_space)
  expect_identical(d$scalar_str, "hello \u00e9")
  expect_identical(d$scalar_complex, 1+2i)
  expect_true(d$scalar_bool)
  h5_close(d)
})

test_that("what HDF5 cannot open says why and is no error", {
  # Objects whose modification time is written as HDF5 did before 1.6.
  d <- H5Dict(local_fixture("hdf5/tstr.h5"))
  expect_s4_class(d$string1, "H5Opaque")
  expect_match(capture.output(d$string1), "it is an object that HDF5 cannot open")
  h5_close(d)
})
