# Each way to go wrong is a classed error that names the file and what in it, and leaves the file as it
# was. What a file's own path can be wrong in is in test-ref-file.R.

local_dict <- function(env = parent.frame()) {
  d <- H5Dict(local_h5(env = env))
  d$n <- 1:3
  d$m <- matrix(as.double(1:4), 2)
  d$t <- c("a", "b")
  d$l <- list(1, "two")
  d$g <- list(x = 1)
  d
}

# Fails unless `code` raises this kind of error, naming the file and, where given, `name`, and leaves all as it was.
expect_refused <- function(d, code, kind, ...) {
  before <- h5_read(d)
  error <- expect_kind(code, kind, path = h5_path(d), ...)
  expect_identical(h5_read(d), before)
  expect_false(grepl("HDF5-DIAG|#0", conditionMessage(error)))
}

test_that("keys that cannot be are refused", {
  d <- local_dict()
  for (key in c("", ".", "a//b", "g/", "g/./x")) {
    expect_kind(d[[key]], "argument", name = key)
    expect_kind(d[[key]] <- 1, "argument")
    expect_kind(h5_write(1, d, key), "argument")
    expect_kind(h5_create_group(d, key), "argument", name = key)
    expect_kind(h5_delete(d, key), "argument", name = key)
    expect_kind(h5_exists(d, key), "argument", name = key)
  }
  expect_identical(names(d), c("n", "m", "t", "l", "g"))
})

test_that("a slash is a path where api says so and refused elsewhere", {
  d <- local_dict()
  d[["g/y"]] <- 2
  expect_identical(d$g$y, 2)
  expect_kind(d$`g/z` <- 1, "argument", name = "g/z")
  expect_kind(d["g/z"] <- list(1), "argument", name = "g/z")
  expect_kind(names(d)[1] <- "g/z", "argument", name = "g/z")
  expect_kind(h5_update(d, list(`g/z` = 1)), "argument", name = "g/z")
  expect_identical(names(d$g), c("x", "y"))
})

test_that("names that are not there are not found", {
  d <- local_dict()
  expect_refused(d, d[["absent"]], "not_found", name = "absent")
  expect_refused(d, d[["g/absent"]], "not_found", name = "g/absent")
  expect_refused(d, H5Array(d, "absent"), "not_found", name = "absent")
  expect_refused(d, h5_read(d, "absent"), "not_found", name = "absent")
  expect_refused(d, h5_attributes(d, "absent"), "not_found", name = "absent")
  expect_refused(d, h5_delete(d, "absent"), "not_found", name = "/absent")
  expect_refused(d, h5_move(d, "absent", "x"), "not_found", name = "/absent")
})

test_that("a thing of another kind than what was asked is a type error", {
  d <- local_dict()
  expect_refused(d, H5Array(d, "g"), "type", name = "/g")
  expect_refused(d, H5Array(d, "l"), "type", name = "/l")
  expect_refused(d, H5Dict(h5_file(d)[["l"]]), "type", name = "/l")
  expect_refused(d, H5List(d, "g"), "type", name = "/g")
  expect_refused(d, H5List(d, "n"), "type", name = "/n")
  expect_refused(d, d[["n/x"]] <- 1, "type")
  expect_refused(d, d[["l/x"]] <- 1, "type")
  expect_refused(d, h5_create_group(d, "n/x"), "type")
})

test_that("values that the stored type cannot hold are type errors", {
  d <- local_dict()
  h5_write(1:3, d, "i8", type = "int8")
  h5_write(1:3, d, "u8", type = "uint8")
  expect_refused(d, d$n[1] <- 1.5, "type", name = "/n")
  expect_refused(d, d$n[1] <- "x", "type", name = "/n")
  expect_refused(d, d$i8[2] <- NA, "type", name = "/i8")
  expect_refused(d, d$u8[2] <- 300L, "type", name = "/u8")
  expect_refused(d, d$t[1] <- 1, "type", name = "/t")
  d$n[1] <- 2
  expect_identical(d$n[1], 2L)
})

test_that("subscripts out of bounds are subscript errors", {
  d <- local_dict()
  expect_refused(d, d$n[4], "subscript", name = "/n")
  expect_refused(d, d$n[[4]], "subscript", name = "/n")
  expect_refused(d, d$m[3, 1], "subscript", name = "/m")
  expect_refused(d, d$m[3, 1] <- 0, "subscript", name = "/m")
  expect_refused(d, d$m["a", 1], "subscript", name = "a")
  expect_refused(d, d$m[c(TRUE, FALSE, TRUE), 1], "subscript", name = "/m")
  expect_refused(d, d$l[[3]], "subscript", name = "/l")
  expect_refused(d, d[[9]], "subscript")
})

test_that("nothing is written through a handle that may only read", {
  d <- local_dict()
  r <- H5Dict(h5_path(d))
  expect_refused(d, r$new <- 1, "mode")
  expect_refused(d, r$n <- NULL, "mode")
  expect_refused(d, r$n[1] <- 1L, "mode")
  expect_refused(d, names(r)[1] <- "k", "mode")
  expect_refused(d, h5_push(r$l, 1), "mode")
  expect_refused(d, h5_update(r, list(n = 1)), "mode")
  expect_refused(d, h5_write(1, r, "new"), "mode")
  expect_refused(d, h5_create_group(r, "new"), "mode")
  expect_refused(d, h5_attributes(r)$u <- 1, "mode")
  expect_refused(d, h5_append(r$n, 1L), "mode")
  expect_refused(d, H5Dict(r, "r+"), "mode")
  h5_close(r)
})

test_that("a closed handle answers nothing and prints as closed", {
  d <- local_dict()
  parts <- list(d = d, l = d$l, n = d$n, y = d$n * 2, a = h5_attributes(d))
  h5_close(parts$n)
  expect_kind(d$n, "closed", path = path_text(d))
  expect_kind(d$x <- 1, "closed")
  expect_kind(names(d), "closed")
  expect_kind(parts$l[[1]], "closed")
  expect_kind(parts$n[1], "closed")
  expect_kind(parts$n[1] <- 1L, "closed")
  expect_kind(sum(parts$y), "closed")
  expect_kind(parts$a$u, "closed")
  expect_output(print(d), "Closed H5Dict{...}", fixed = TRUE)
  expect_output(print(parts$l), "Closed H5List[...]", fixed = TRUE)
  expect_output(print(parts$n), "Closed H5Array(...)", fixed = TRUE)
})

test_that("texts without an encoding are refused, and nothing is written", {
  d <- local_dict()
  for (value in list(unstorable, c(a = unstorable), data.frame(x = unstorable))) {
    expect_refused(d, d$new <- value, "type")
    expect_refused(d, d$n <- list(a = 1, b = list(value)), "type")
    expect_refused(d, h5_push(d$l, value), "type")
  }
})

test_that("a damaged file is a classed error that names it, whatever part is damaged", {
  path <- local_fixture("hdf5/h5clear_fsm_persist_noclose.h5")
  error <- expect_kind(H5Dict(path), "corrupt", path = path)
  expect_match(conditionMessage(error), path, fixed = TRUE)
  path <- local_fixture("hdf5/cve-2024-32608.h5")
  d <- H5Dict(path)
  expect_match(capture.output(d$group_main), "cannot be read", all = FALSE)
  error <- expect_kind(d$group_main$dset_main, "corrupt", path = path)
  expect_match(conditionMessage(error), path, fixed = TRUE)
  listed <- h5_ls(d)
  expect_identical(listed$kind[listed$name == "group_main/dset_main"], "opaque")
  expect_identical(listed$kind[listed$name == "Dset1"], "array")
  h5_close(d)
})
