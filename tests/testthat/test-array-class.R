test_that("H5Array() opens a dataset by path, file, group and dataset", {
  path <- local_path()
  h5_write(1:3, path, "g/x")
  expect_identical(as.vector(H5Array(path, "g/x")), 1:3)
  file <- H5File(path)
  expect_identical(as.vector(H5Array(file, "g/x")), 1:3)
  expect_identical(as.vector(H5Array(file[["g"]], "x")), 1:3)
  expect_identical(as.vector(H5Array(file[["g/x"]])), 1:3)
  expect_kind(H5Array(file, "absent"), "not_found")
  expect_kind(H5Array(file, "g"), "type")
  expect_kind(H5Array(file), "type")
  expect_kind(H5Array(file, "g/x", mode = "r+"), "mode")
  expect_kind(H5Array(local_path("none.h5"), "x"), "not_found")
  expect_kind(H5Array(file, ""), "argument")
  h5_write(1, path, "scalar")
  expect_kind(H5Array(H5File(path), "scalar"), "type")
})

test_that("dim, length, names and dimnames are base R's", {
  calls <- expression(dim(x), length(x), names(x), dimnames(x), nrow(x), ncol(x), NROW(x), rownames(x))
  for (x in oracle_arrays) expect_oracle(x, calls, caps = "1K")
})

test_that("names and dimnames are set in the file, or label a computed array", {
  calls <- expression(
    names(x) <- letters[seq_along(x)], names(x) <- NULL, names(x) <- "a", names(x)[1] <- "q", names(x) <- letters,
    dimnames(x) <- list("a")
  )
  for (name in c("double", "named")) expect_oracle_change(oracle_arrays[[name]], calls, caps = "1K")
  arrays <- expression(
    dimnames(x) <- list(c("q", "r"), c("a", "b", "c")), dimnames(x) <- list(1:2), dimnames(x) <- list(1:3), dimnames(x) <- 1,
    dimnames(x) <- NULL, dimnames(x)[[1]] <- c("u", "v"), dimnames(x) <- list(NULL, c("a", "b", "c")),
    rownames(x) <- c("k", "l"), dimnames(x) <- list(rows = c("k", "l"), NULL)
  )
  for (name in c("matrix", "labelled")) expect_oracle_change(oracle_arrays[[name]], arrays, caps = "1K")
  x <- stored_as(c(1, 2))
  y <- x + 1
  names(y) <- c("a", "b")
  expect_identical(in_memory(y), c(a = 2, b = 3))
  expect_identical(in_memory(y * 2), c(a = 4, b = 6))
  expect_identical(y["b"], c(b = 3))
  expect_null(names(x))
  v <- x[1:2]
  names(v) <- c("p", "q")
  expect_null(names(x))
  expect_identical(in_memory(v), c(p = 1, q = 2))
})

test_that("an array is a reference", {
  x <- stored_as(c(1, 2, 3))
  y <- x
  y[1] <- 0
  expect_identical(x[1], 0)
})

test_that("arrays know their dataset", {
  x <- stored_as(c(1, 2, 3))
  expect_true(array_is_whole(x))
  expect_false(array_is_whole(x[1:2]))
  expect_false(array_is_whole(x[]))
  expect_true(array_is_stored(rev(x)))
  expect_false(array_is_stored(x + 1))
  expect_identical(array_handle(x[1:2])@name, "/x")
  expect_null(array_handle(x + 1))
  expect_length(handles_of(x + x), 1L)
  expect_kind(as_handle(x + 1), "mode")
})

test_that("after a replacement an array is stale, after a deletion not found, and it follows a move", {
  file <- local_h5()
  h5_write(1:3, file, "x")
  h5_write(1:3, file, "y")
  h5_write(1:3, file, "z")
  x <- H5Array(file, "x")
  y <- H5Array(file, "y")
  z <- H5Array(file, "z")
  h5_write(4:6, file, "x")
  h5_delete(file, "y")
  h5_move(file, "z", "w")
  expect_kind(as.vector(x), "stale")
  expect_kind(x[1] <- 1L, "stale")
  expect_kind(as.vector(y), "not_found")
  expect_identical(as.vector(z), 1:3)
  z[1] <- 9L
  expect_identical(as.vector(H5Array(file, "w")), c(9L, 2L, 3L))
})
