local_list <- function(value = list(), env = parent.frame()) {
  f <- local_h5(env = env)
  h5_write(value, f, "l")
  H5List(f, "l")
}

test_that("elements are got and set by position and by name", {
  l <- local_list(list(1, 2L, "4."))
  expect_identical(length(l), 3L)
  expect_identical(l[[2]], 2L)
  l[[2]] <- TRUE
  l[[4]] <- 1:3
  expect_identical(h5_read(l), list(1, TRUE, "4.", 1:3))
  expect_null(names(l))
  names(l) <- c("a", "", "b", "a")
  expect_identical(names(l), c("a", "", "b", "a"))
  expect_identical(l$b, "4.")
  expect_identical(l[["a"]], 1)
  expect_null(l$absent)
  l$b <- NULL
  l$new <- 9
  expect_identical(h5_read(l), list(a = 1, TRUE, a = 1:3, new = 9))
  expect_kind(l[["absent"]], "not_found")
  expect_kind(l[[5]], "subscript")
  expect_kind(l[[0]], "subscript")
  expect_kind(l[[1, 2]], "subscript")
})

test_that("the length of a list is set as that of a plain one", {
  for (value in list(list(1, "b", 3:4), list(a = 1, 2, a = 3L))) for (n in c(0, 2, 3, 5)) {
    l <- local_list(value)
    length(l) <- n
    plain <- value
    length(plain) <- n
    expect_identical(h5_read(l), plain)
  }
  expect_kind(length(l) <- -1, "argument")
  expect_kind(length(l) <- NA, "argument")
})

test_that("deleting closes the gap and handles follow", {
  l <- local_list(list(1:2, list(x = 1), 3:4))
  second <- l[[2]]
  third <- l[[3]]
  l[[1]] <- NULL
  expect_identical(second$x, 1)
  expect_identical(as.vector(third), 3:4)
  expect_identical(h5_name(third), "/l/1")
  l[[1]] <- NULL
  expect_kind(second$x, "not_found")
  expect_identical(h5_read(l), list(3:4))
  l[] <- NULL
  expect_identical(h5_read(l), list())
})

test_that("append() and h5_push() change the file and return the list", {
  l <- local_list(list(1, 2))
  same <- append(l, list("in", NULL), 1)
  expect_true(h5_same(l, same))
  expect_identical(h5_read(l), list(1, "in", NULL, 2))
  append(l, 3:4)
  expect_identical(h5_read(l), list(1, "in", NULL, 2, 3L, 4L))
  append(l, list(a = 0), 0)
  expect_identical(names(l), c("a", rep("", 6)))
  pushed <- h5_push(l, list(deep = list(1)))
  expect_true(h5_same(pushed, l))
  h5_push(l, NULL)
  expect_identical(length(l), 9L)
  expect_identical(unname(h5_read(l))[8:9], list(list(deep = list(1)), NULL))
  expect_kind(append(l, list(1, unstorable)), "type")
  expect_kind(h5_push(l, unstorable), "type")
  expect_identical(length(l), 9L)
  expect_identical(append(1:2, 3L, 1), c(1L, 3L, 2L))
  expect_kind(h5_push(1, 2), "argument")
})

test_that("append() changes the file also where BiocGenerics' generic of that name is called", {
  skip_if_not_installed("BiocGenerics")
  for (packages in list(c("ch5mpy", "BiocGenerics"), c("BiocGenerics", "ch5mpy"))) {
    path <- local_path()
    h5_write(list(1, 2), path, "l")
    run_script(c(sprintf("l <- H5List('%s', 'l', 'r+')", path), "BiocGenerics::append(l, list(3), 1)", "append(l, 4)"), packages)
    expect_identical(h5_read(path, "l"), list(1, 3, 2, 4))
  }
})

test_that("a list with names longer than its names has empty ones", {
  l <- local_list(list(a = 1, 2))
  h5_push(l, 3)
  expect_identical(names(l), c("a", "", ""))
})

test_that("reading subscripts give plain lists and leave the file alone", {
  plain <- list(1, "b", NULL, 4L)
  l <- local_list(plain)
  expect_identical(l[c(2, 4)], plain[c(2, 4)])
  expect_identical(l[-1], plain[-1])
  expect_identical(l[c(TRUE, FALSE)], plain[c(TRUE, FALSE)])
  expect_identical(l[6], plain[6])
  expect_identical(head(l, 2), head(plain, 2))
  expect_identical(tail(l, -1), tail(plain, -1))
  expect_identical(rev(l), rev(plain))
  expect_identical(c(l, list(5), 6), c(plain, list(5), 6))
  expect_identical(as.list(l), plain)
  expect_identical(unlist(l), unlist(plain))
  expect_identical(lapply(l, class), lapply(plain, class))
  expect_identical(sapply(l, is.null), sapply(plain, is.null))
  expect_identical(rev(local_list()), list())
  expect_identical(h5_read(l), plain)
})

test_that("a list is not written through a handle for reading, nor stored in itself", {
  l <- local_list(list(1, list(2)))
  r <- H5List(l, mode = "r")
  expect_kind(r[[1]] <- 2, "mode")
  expect_kind(r[1] <- NULL, "mode")
  expect_kind(h5_push(r, 2), "mode")
  expect_kind(append(r, 2), "mode")
  expect_kind(names(r) <- c("a", "b"), "mode")
  expect_kind(l[[3]] <- l, "argument")
  expect_identical(h5_read(l), list(1, list(2)))
})

test_that("elements of a list keep names and dimnames, and nothing stands beside them", {
  value <- list(c(a = 1, b = 2), matrix(1:4, 2, dimnames = list(c("r", "s"), NULL)), list(k = c(x = 1L)))
  l <- local_list(value)
  expect_identical(h5_read(l), value)
  expect_identical(length(l), 3L)
  l[[1]] <- c(z = TRUE, y = NA)
  l[[1]] <- l[[2]]
  expect_identical(h5_read(l[[1]]), value[[2]])
})

test_that("pushing does not read or write the whole list", {
  skip_if_not(file.exists("/proc/self/io"))
  transferred <- function() sum(as.double(sub(".*: ", "", readLines("/proc/self/io", 2L))))
  l <- local_list(as.list(1:3))
  cost <- function(n) {  # one transaction, since what commits cost depends on how many there are
    before <- transferred()
    h5_transaction(l, for (i in seq_len(n)) h5_push(l, i))
    transferred() - before
  }
  first <- cost(300)
  cost(1000)
  expect_lt(cost(300), 5 * first)
})

test_that("short sequences of operations do to a stored list what they do to a plain one", {
  for (seed in 1:150) {
    l <- local_list()
    expect_same_sequence(l, list(), random_list_operation, 8L, seed)
    h5_close(l)
  }
})
