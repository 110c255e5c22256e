printed <- function(x) utils::capture.output(print(x))

test_that("a list prints its elements, of many the first and the last three", {
  withr::local_options(width = 80)
  d <- H5Dict(local_h5())
  d$l <- list(1.0, 2L, "4.")
  l <- d$l
  expect_identical(printed(l), "H5List[1.0, 2, '4.']")
  h5_push(l, TRUE)
  h5_push(l, NULL)
  h5_push(l, list(1))
  expect_identical(printed(l), "H5List[1.0, 2, '4.', TRUE, NULL, [...]]")
  h5_push(l, list(a = 1))
  h5_push(l, 8L)
  expect_identical(printed(l), "H5List[1.0, 2, '4.', ..., [...], {...}, 8]")
  d$p <- list(a = 1L, 2L)
  expect_identical(printed(d$p), "H5List[a: 1, 2]")
  d$e <- list()
  expect_identical(printed(d$e), "H5List[]")
  expect_identical(printed(d), "H5Dict{l: [...], p: [...], e: []}")
  h5_close(d)
  expect_identical(printed(l), "Closed H5List[...]")
})

test_that("a list that does not fit on a line prints an element a line", {
  withr::local_options(width = 20)
  d <- H5Dict(local_h5())
  d$l <- list("a long text", "another one")
  expect_identical(printed(d$l), c("H5List[", "  'a long text'", "  'another one'", "]"))
})

test_that("Python's lists print as Python's ch5mpy prints them", {
  withr::local_options(width = 80)
  path <- test_path("fixtures", "python", "overview_list.h5")
  l <- H5List(path, "lst")
  expect_identical(printed(l), "H5List[1.0, 2, '4.', H5Array([1, 2, 3], shape=(3,), dtype=int64), {...}]")
  h5_close(l)
  l <- H5List(path, "with_pickle")
  expect_identical(printed(l), "H5List[1.0, 2, '4.', <pickled Python object, 51 B>]")
  h5_close(l)
})

test_that("str() draws a list's tree", {
  d <- H5Dict(local_h5())
  d$l <- list(1, list(a = 2L))
  expect_identical(utils::capture.output(str(d$l))[-1L], c(" $ [[1]]: 1.0", " $ [[2]]: H5Dict of 1", "  ..$ a: 2"))
})
