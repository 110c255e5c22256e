test_that("calls are lists of their parts", {
  d <- H5Dict(local_h5())
  d$call <- quote(f(x, n = 2))
  expect_identical(d$call, quote(f(x, n = 2)))
  g <- h5_dict(d, "call")
  expect_identical(cpp_attr_read(g, "", "__h5_type__")$value, "list")
  expect_identical(cpp_node_names(g, ""), c("0", "1", "2"))
  expect_identical(cpp_attr_read(g, "0", "__r_type__")$value, "symbol")
})

test_that("the text that code was parsed from is not kept", {
  d <- H5Dict(local_h5())
  code <- parse(text = "{a; function(x) x}", keep.source = TRUE)
  d$code <- code
  plain <- parse(text = "{a; function(x) x}", keep.source = FALSE)
  expect_identical(h5_read(d)$code, plain)
  expect_identical(h5_kind(d, "code"), "object")
  h5_attributes(d)$code <- code[[1L]]
  expect_identical(h5_attributes(d)$code, plain[[1L]])
})

test_that("nothing is evaluated when calls are read", {
  path <- local_path()
  h5_write(list(quote(stop("run")), expression(stop("run")), in_global(quote(y ~ stop("run")))), path, "x")
  read <- h5_read(foreign_copy(path), "x")
  expect_identical(read[[1L]], quote(stop("run")))
  expect_identical(read[[2L]], expression(stop("run")))
})

test_that("a call of `function` has the parts that R gives it, without source text", {
  d <- H5Dict(local_h5())
  plain <- str2lang("function(x, y = 2, ...) x + y")
  plain[4L] <- list(NULL)
  d$plain <- plain
  expect_identical(d$plain, plain)
  sourced <- parse(text = "function(x) x", keep.source = TRUE)[[1L]]
  d$sourced <- sourced
  sourced[4L] <- list(NULL)
  expect_identical(d$sourced, sourced)
})
