local_class <- function(env = parent.frame()) {
  methods::setClass("MethodO", methods::representation(v = "ANY"), where = globalenv())
  methods::setMethod("h5_store", "MethodO", function(object, dict) dict$v <- object@v, where = globalenv())
  methods::setMethod("h5_restore", "MethodO", function(prototype, dict) {
    stopifnot(is(prototype, "MethodO"))
    methods::new("MethodO", v = dict$v)
  }, where = globalenv())
  withr::defer({
    suppressWarnings(for (generic in c("h5_store", "h5_restore")) methods::removeMethod(generic, "MethodO", where = globalenv()))
    methods::removeClass("MethodO", where = globalenv())
  }, envir = env)
}

test_that("a class stores and restores itself, also within lists, frames and other objects", {
  local_class()
  d <- H5Dict(local_h5())
  o <- methods::new("MethodO", v = c(a = 1, b = 2))
  d$o <- o
  expect_identical(d$o, o)
  expect_identical(names(h5_dict(d, "o")), "v")
  nested <- list(1, list(x = o))
  d$l <- nested
  expect_identical(h5_read(d$l), nested)
  frame <- data.frame(id = 1:2)
  frame$o <- list(o, methods::new("MethodO", v = list(1, "a")))
  d$f <- frame
  expect_identical(d$f, frame)
  outer <- methods::new("MethodO", v = o)
  d$outer <- outer
  expect_identical(d$outer, outer)
  d$arrays <- methods::new("MethodO", v = matrix(1:4, 2, dimnames = list(NULL, c("a", "b"))))
  expect_identical(d$arrays@v, matrix(1:4, 2, dimnames = list(NULL, c("a", "b"))))
})

test_that("a method that fails leaves nothing behind", {
  local_class()
  methods::setMethod("h5_store", "MethodO", function(object, dict) {
    dict$first <- 1:10
    dict$g <- list(a = c(x = 1))
    if (identical(object@v, "bad")) stop("half-way")
  }, where = globalenv())
  d <- H5Dict(local_h5())
  d$x <- 1
  for (i in 1:3) {
    expect_error(d$x <- methods::new("MethodO", v = "bad"), "half-way")
    expect_error(d$l <- list(1, methods::new("MethodO", v = "bad")), "half-way")
  }
  expect_identical(h5_read(d), list(x = 1))
  d$x <- methods::new("MethodO", v = 1)
  expect_setequal(names(h5_dict(d, "x")), c("first", "g"))
})

test_that("S3 and R5 classes have methods too", {
  methods::setOldClass("MethodS3", where = globalenv())
  methods::setMethod("h5_store", "MethodS3", function(object, dict) dict$n <- length(object$x), where = globalenv())
  methods::setMethod("h5_restore", "MethodS3", function(prototype, dict) {
    stopifnot(identical(prototype, structure(list(), class = "MethodS3")))
    structure(list(x = seq_len(dict$n)), class = "MethodS3")
  }, where = globalenv())
  Counter <- methods::setRefClass("MethodR5", fields = list(n = "numeric"), where = globalenv())
  methods::setMethod("h5_store", "MethodR5", function(object, dict) dict$twice <- 2 * object$n, where = globalenv())
  methods::setMethod("h5_restore", "MethodR5", function(prototype, dict) Counter$new(n = dict$twice / 2), where = globalenv())
  withr::defer({
    for (class in c("MethodS3", "MethodR5")) {
      methods::removeMethod("h5_store", class, where = globalenv())
      methods::removeMethod("h5_restore", class, where = globalenv())
      methods::removeClass(class, where = globalenv())
    }
  })
  d <- H5Dict(local_h5())
  d$s <- structure(list(x = 1:3), class = "MethodS3")
  expect_identical(d$s, structure(list(x = 1:3), class = "MethodS3"))
  d$child <- structure(list(x = 1:2), class = c("OtherS3", "MethodS3"))
  expect_identical(names(h5_dict(d, "child")), "n")
  d$r <- Counter$new(n = 4)
  expect_identical(d$r$n, 4)
})

test_that("h5_restore() runs under trust only, and the lazy dict is at hand", {
  local_class()
  path <- local_path()
  h5_write(methods::new("MethodO", v = 1:3), path, "o")
  path <- foreign_copy(path)
  expect_match(h5_read(path, "o")@why, "trust = TRUE")
  seen <- NULL
  methods::setMethod("h5_restore", "MethodO", function(prototype, dict) {
    seen <<- list(dict$v, dict[["v"]], H5Dict(dict)$v, names(dict), length(dict), as.list(dict), dict$absent)
    prototype
  }, where = globalenv())
  expect_s4_class(h5_read(path, "o", trust = TRUE), "MethodO")
  expect_identical(seen[-3L], list(1:3, 1:3, "v", 1L, list(v = 1:3), NULL))
  expect_s4_class(seen[[3L]], "H5Array")
  methods::removeMethod("h5_restore", "MethodO", where = globalenv())
  expect_match(h5_read(path, "o", trust = TRUE)@why, "no method")
})
