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
  expect_identical(call_of(h5_attributes(f)$x <- list(1, 2)), "`$<-`(`*tmp*`, x, value = value)")
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
