test_that("objects print in dicts and lists by their own format()", {
  methods::setClass("PrintO", methods::representation(v = "numeric"), where = globalenv())
  methods::setClass("PrintP", methods::representation(v = "numeric"), where = globalenv())
  withr::defer({
    methods::removeClass("PrintO", where = globalenv())
    methods::removeClass("PrintP", where = globalenv())
  })
  registerS3method("format", "PrintO", function(x, ...) paste0("O(", sprintf("%.1f", x@v), ")"), envir = globalenv())
  d <- H5Dict(local_h5())
  d$l <- list(1, 2L, "4.", methods::new("PrintO", v = 5))
  expect_identical(utils::capture.output(print(d$l)), "H5List[1.0, 2, '4.', O(5.0)]")
  d$l <- list(methods::new("PrintP", v = 5), factor("a"), as.Date("2020-01-01"), datasets::women, quote(a + b))
  expect_identical(utils::capture.output(print(d$l)), "H5List[PrintP(v=5.0), a, 2020-01-01, data.frame(15 x 2), a + b]")
})

test_that("large objects are not read to be printed", {
  d <- H5Dict(local_h5())
  d$f <- factor(rep(c("a", "b"), 5000))
  d$d <- as.Date("2020-01-01") + 0:4999
  d$s <- structure(list(x = as.double(1:5000)), class = "mine")
  d$df <- data.frame(x = 1:5000)
  expect_identical(
    utils::capture.output(print(d)),
    c("H5Dict{", "  f: <categorical>", "  d: <Date, shape=(5000,)>", "  s: <mine>", "  df: data.frame(5000 x 1)", "}")
  )
})

test_that("sparse matrices show their shape, and what cannot be rebuilt its reason", {
  skip_if_not_installed("Matrix")
  path <- local_path()
  d <- H5Dict(path, "w")
  d$m <- battery_matrices()$dgC
  expect_identical(utils::capture.output(print(d)), "H5Dict{m: csr_matrix(2 x 3)}")
  d$g <- mean
  h5_close(d)
  d <- H5Dict(foreign_copy(path))
  expect_match(utils::capture.output(print(d)), "g: <serialized R object", fixed = TRUE)
  h5_close(d)
})
