printed <- function(x) utils::capture.output(print(x))

test_that("a dict prints on one line where that fits, else a key a line", {
  withr::local_options(width = 80)
  d <- H5Dict(local_h5())
  expect_identical(printed(d), "H5Dict{}")
  d$a <- 1L
  d$b <- 1:3
  d$c <- list(x = 1)
  expect_identical(printed(d), "H5Dict{a: 1, b: H5Array([1, 2, 3], shape=(3,), dtype=int32), c: {...}}")
  h5_write(1:3, d, "b", type = "int64")
  expect_identical(printed(d), "H5Dict{a: 1, b: H5Array([1, 2, 3], shape=(3,), dtype=int64), c: {...}}")
  d$e <- list(a = 1)[0]
  d$l <- list(1)
  d["n"] <- list(NULL)
  expect_identical(printed(d), c(
    "H5Dict{", "  a: 1", "  b: H5Array([1, 2, 3], shape=(3,), dtype=int64)", "  c: {...}", "  e: {}", "  l: [...]",
    "  n: NULL", "}"
  ))
})

test_that("values print by their stored type", {
  d <- H5Dict(local_h5())
  d$a <- 1
  d$b <- "it's"
  d$c <- NA
  d$d <- 2i
  d$e <- NA_character_
  expect_identical(printed(d), "H5Dict{a: 1.0, b: 'it\\'s', c: NA, d: (0+2j), e: NA}")
})

test_that("many keys are cut with the count of the rest", {
  withr::local_options(ch5mpy.print_max = 2)
  d <- H5Dict(local_h5())
  for (key in letters[1:5]) d[[key]] <- 1L
  expect_identical(printed(d), c("H5Dict{", "  a: 1", "  b: 1", "  ... and 3 more", "}"))
})

test_that("keys that would disturb the console print in quotes", {
  d <- H5Dict(local_h5())
  d[["a\nb"]] <- 1L
  expect_identical(printed(d), "H5Dict{'a\\nb': 1}")
})

test_that("closed, replaced and deleted dicts say so", {
  d <- H5Dict(local_h5())
  d$g <- list(x = 1)
  d$h <- list(x = 1)
  g <- d$g
  h <- d$h
  d$g <- 1
  d$h <- NULL
  expect_identical(printed(g), "Replaced H5Dict{...}")
  expect_identical(printed(h), "Deleted H5Dict{...}")
  h5_close(d)
  expect_identical(printed(d), "Closed H5Dict{...}")
  expect_identical(utils::capture.output(str(d)), "Closed H5Dict{...}")
})

test_that("str() draws the tree", {
  d <- H5Dict(local_h5())
  d$a <- 1L
  d$g <- list(l = list("x", NULL), m = c(a = 1))
  expect_identical(utils::capture.output(str(d)), c(
    paste0("H5Dict of 2: '/' in '", h5_path(d), "'"), " $ a: 1", " $ g: H5Dict of 2", "  ..$ l: H5List of 2",
    "  .. ..$ [[1]]: 'x'", "  .. ..$ [[2]]: NULL", "  ..$ m: H5Array([1.0], shape=(1,), dtype=float64)"
  ))
  expect_identical(length(utils::capture.output(str(d, max.level = 1))), 3L)
})

test_that("Python's files print as Python's ch5mpy prints them", {
  d <- H5Dict(test_path("fixtures", "python", "overview_dict.h5"))
  expect_identical(printed(d), "H5Dict{a: 1, b: H5Array([1, 2, 3], shape=(3,), dtype=int64), c: {...}}")
  h5_close(d)
  d <- H5Dict(test_path("fixtures", "python", "nested.h5"))
  expect_true("  pickled: <pickled Python object, 51 B>" %in% printed(d))
  expect_identical(d$config$depth$a$b$c[1], 1)
  expect_identical(h5_read(d$config), list(name = "run 1", depth = list(a = list(b = list(c = c(1, 2)))), empty = list(a = 1)[0]))
  h5_close(d)
  d <- H5Dict(test_path("fixtures", "python", "dtypes.h5"))
  expect_gt(length(suppressWarnings(printed(d))), 50L)
  h5_close(d)
})

test_that("one thing that cannot be read keeps none of the others from being shown", {
  skip_without_h5py()
  path <- withr::local_tempfile(fileext = ".h5")
  run_python(c(
    "f = h5py.File(path, 'w', track_order=True)",
    "f['a'] = 1",
    "f.create_dataset('lost', (3,), 'i4', external=[('no-such-file.bin', 0, 12)])",
    "f['b'] = 2", "f.close()"
  ), path)
  d <- H5Dict(path)
  expect_match(printed(d)[3], "^  lost: <cannot be read: .*>$")
  expect_identical(printed(d)[c(2, 4)], c("  a: 1", "  b: 2"))
  expect_length(utils::capture.output(str(d)), 4L)
  expect_named(as.list(d), c("a", "lost", "b"))
  h5_close(d)
})

test_that("the tree shows the names of a list's elements", {
  d <- H5Dict(local_h5())
  d$l <- list(u = 1, 2)
  expect_identical(utils::capture.output(str(d))[3:4], c("  ..$ u: 1.0", "  ..$ [[2]]: 2.0"))
})
