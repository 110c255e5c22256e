test_that("an error has its classes from narrow to wide and carries its fields", {
  error <- tryCatch(stop_ch5mpy("not_found", "No 'x'.", path = "/a.h5", name = "x"), error = identity)
  expect_identical(class(error), c("ch5mpy_error_not_found", "ch5mpy_error", "error", "condition"))
  expect_identical(conditionMessage(error), "No 'x'.")
  expect_identical(error$path, "/a.h5")
  expect_identical(error$name, "x")
})

# The call that an error of `code` carries, as text.
call_of <- function(code) deparse(conditionCall(error_of(code)))

test_that("the call of an error is the user's, for verbs and for operators", {
  f <- local_h5()
  h5_create_group(f, "g")
  g <- f$g
  a <- h5_attributes(f)
  expect_identical(call_of(H5File("no-such-file.h5")), "H5File(\"no-such-file.h5\")")
  expect_identical(call_of(H5File("x.h5", "q")), "H5File(\"x.h5\", \"q\")")
  expect_identical(call_of(f[["absent"]]), "f[[\"absent\"]]")
  expect_identical(call_of(f[[3]]), "f[[3]]")
  expect_identical(call_of(h5_create_group(f, "g")), "h5_create_group(f, \"g\")")
  expect_identical(call_of(h5_delete(f, "no")), "h5_delete(f, \"no\")")
  expect_identical(call_of(h5_options(threads = 0)), "h5_options(threads = 0)")
  expect_identical(call_of(a[["no"]]), "a[[\"no\"]]")
  expect_identical(call_of(h5_ls(1)), "h5_ls(1)")
  expect_identical(call_of(h5_close(1)), "h5_close(1)")
  h5_delete(f, "g")
  expect_identical(call_of(g$x), "g$x")
  expect_identical(call_of(names(g)), "names(g)")
  expect_identical(call_of(length(g)), "length(g)")
  expect_identical(call_of(h5_name(g)), "h5_name(g)")
  expect_identical(call_of(h5_attributes(f)$x <- mean), "`$<-`(`*tmp*`, x, value = value)")
})

test_that("the call is the innermost that the user wrote", {
  f <- local_h5()
  expect_identical(call_of(h5_name(f[["absent"]])), "f[[\"absent\"]]")
  expect_identical(call_of(with_h5_options(list(), f[["absent"]])), "f[[\"absent\"]]")
  expect_identical(call_of(lapply("absent", function(key) f[[key]])), "f[[key]]")
  expect_identical(call_of(local(f[["absent"]])), "f[[\"absent\"]]")
  mine <- function(x) x[["absent"]]
  expect_identical(call_of(mine(f)), "x[[\"absent\"]]")
  expect_identical(call_of(eval(quote(f[["absent"]]))), "f[[\"absent\"]]")
  expect_identical(call_of(do.call("h5_delete", list(quote(f), "no"))), "h5_delete(f, \"no\")")
})

test_that("an error of arrays carries the call of the operator or function", {
  f <- local_h5()
  h5_write(1:4, f, "v")
  h5_write(matrix(1:4, 2), f, "m")
  v <- H5Array(f, "v")
  m <- H5Array(f, "m")
  expect_identical(call_of(v[5]), "v[5]")
  expect_identical(call_of(v[[5]]), "v[[5]]")
  expect_identical(call_of(m[3, ]), "m[3, ]")
  expect_identical(call_of(v[5] <- "a"), "`[<-`(`*tmp*`, 5, value = \"a\")")
  expect_identical(call_of(v + "a"), "v + \"a\"")
  expect_identical(call_of(m + 1:8), "m + 1:8")
  expect_identical(call_of(H5Array(f, "no")), "H5Array(f, \"no\")")
  h5_close(f)
  expect_identical(call_of(v + 1), "v + 1")
  expect_identical(call_of(sum(v)), "sum(x, na.rm = FALSE)")
  expect_identical(call_of(as.array(v)), "as.array(v)")
  expect_identical(call_of(mean(v)), "mean(v)")
})

test_that("an error of dicts and lists carries the call of the operator or function", {
  d <- H5Dict(local_h5())
  d$l <- list(1, 2)
  l <- d$l
  expect_identical(call_of(d[["no"]]), "d[[\"no\"]]")
  expect_identical(call_of(d$x <- rep(unstorable, 2)), "`$<-`(`*tmp*`, x, value = value)")
  expect_identical(call_of(l[[3]]), "l[[3]]")
  expect_identical(call_of(h5_push(l, unstorable)), "h5_push(l, unstorable)")
  expect_identical(call_of(h5_write(unstorable, d, "x")), "h5_write(unstorable, d, \"x\")")
  expect_identical(call_of(h5_read(d, "no")), "h5_read(d, \"no\")")
  expect_identical(call_of(H5Dict(d, "w")), "H5Dict(d, \"w\")")
  h5_close(d)
  expect_identical(call_of(d$l), "d$l")
  expect_identical(call_of(names(d)), "names(d)")
  expect_identical(call_of(as.list(d)), "as.list(d)")
})

test_that("an error that does not say which thing it is about takes it from the user's call", {
  f <- local_h5()
  h5_write(1:3, f, "g/v", type = "int8")
  v <- H5Array(f, "g/v")
  error <- error_of(v[4])
  expect_identical(error[c("path", "name")], list(path = h5_path(f), name = "/g/v"))
  expect_match(conditionMessage(error), paste0("3 elements ('/g/v' in '", h5_path(f), "')."), fixed = TRUE)
  error <- error_of(v[2] <- 300L)
  expect_identical(error[c("path", "name")], list(path = h5_path(f), name = "/g/v"))
  expect_match(conditionMessage(error), "The value 300 .*'/g/v'")
  expect_null(error_of(h5_options(threads = 0))$path)
})

test_that("an S3 method's call is written as the generic's", {
  f <- local_h5()
  h5_create_group(f, "g")
  a <- h5_attributes(f, "g")
  h5_delete(f, "g")
  expect_identical(call_of(as.list(a)), "as.list(a)")
  h5_close(f)
  expect_identical(call_of(flush(f)), "flush(f)")
})

test_that("an error of C++ is like one of R", {
  error <- error_of(H5File("no-such-file.h5"))
  expect_identical(class(error), c("ch5mpy_error_not_found", "ch5mpy_error", "error", "condition"))
  expect_identical(basename(error$path), "no-such-file.h5")
  expect_match(conditionMessage(error), "no-such-file.h5")
})

test_that("an error while printing names print's call of show in one line", {
  d <- H5Dict(local_h5())
  d$a <- 1:3
  y <- d$a * 2L
  d$a[1] <- 5L
  expect_identical(call_of(print(y)), "show(x)")
})
