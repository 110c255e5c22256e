test_that("a single subscript selects as in base R", {
  calls <- expression(
    x[2], x[1:3], x[-1], x[c(3, 1, 1)], x[0], x[NA_integer_], x[c(1, NA)], x[c(TRUE, NA, FALSE)], x[], x[integer(0)],
    x[NULL], x[3:1], x[2.9], x[c(-1, 0)], x[-1:1], x[c(-1, NA)], x[list(1)], x[1i], x[1:3][2], x[-1][1:2],
    x[3:1][-2], x[-100], x[[2]], x[[1]], x[[c(1, 2)]], x[[0]], x[[-1]], x[factor("a")], x[2, drop = FALSE], x[1, drop = FALSE],
    x[TRUE], x[FALSE], x[c(2, 2, 2)], x[-(1:3)], x[c(TRUE, FALSE, FALSE)][1]
  )
  for (name in setdiff(names(oracle_arrays), c("one", "empty", "no_rows"))) expect_oracle(oracle_arrays[[name]], calls)
})

test_that("an array of one element or none is selected from as in base R", {
  expect_oracle(5, expression(x[1], x[0], x[-1], x[NA], x[TRUE], x[FALSE], x[], x[[1]], x[c(1, 1)], x[c(0, 1)]))
  expect_oracle(numeric(0), expression(x[0], x[-1], x[NA_integer_], x[FALSE], x[], x[NULL], x[c(NA, NA_integer_)]))
  expect_oracle(matrix(numeric(0), 0, 3), expression(x[0], x[, 1], x[, 1:2], x[0, 1], x[, -1], x[, 0], x[FALSE, ], x[NULL, 2]))
})

test_that("names select as in base R", {
  calls <- expression(x["a"], x[c("b", "a", "b")], x[["b"]], x[character(0)])
  expect_oracle(oracle_arrays$named, calls)
  expect_oracle(oracle_arrays$one_d, calls)
  expect_oracle(oracle_arrays$labelled, expression(x["a", ], x[c("b", "a"), 2], x[["a", 2]], x["b", , drop = FALSE]))
  expect_oracle(oracle_arrays$labelled_cube, expression(x[, , "A"], x["p", , ], x["p", 1, "B"], x["q", , c("D", "A")]))
})

test_that("two subscripts select as in base R", {
  calls <- expression(
    x[1, ], x[, 1], x[2, 2], x[1:2, 2:3], x[, 2, drop = FALSE], x[-1, ], x[, -1], x[0, ], x[c(1, NA), ],
    x[c(TRUE, FALSE), ], x[, c(TRUE, FALSE, TRUE)], x[1, ][2], x[, 2:3][2, ], x[4], x[5:2], x[1, 1, 1], x[[1, 2]],
    x[, 3:1][, 1], x[2:1, ][, 2:3][1, ], x[TRUE, FALSE], x[NULL, ], x[c(1, 1), c(2, 2)], x[matrix(c(TRUE, FALSE), 2, 3)],
    x[1:2, 1], x[cbind(1, 2)], x[cbind(c(1, 2), c(3, 1))], x[cbind(c(1, NA), 1)], x[cbind(0, 1)], x[cbind(-1, 1)],
    x[, ], x[2, , drop = FALSE], x[-(1:2), ], x[NA, ], x[, NA_integer_]
  )
  for (name in c("matrix", "labelled")) expect_oracle(oracle_arrays[[name]], calls)
})

test_that("three subscripts select as in base R", {
  calls <- expression(
    x[1, , ], x[, 2, ], x[, , 3], x[1, 2, ], x[1, 2, 3], x[, , 2:3], x[2:1, 3:1, ], x[1, , , drop = FALSE],
    x[1, 1, 1, drop = FALSE], x[1, , ][2, ], x[cbind(1, 2, 3)], x[cbind(1:2, 1:2, 1:2)], x[, 1, ][, 2], x[5],
    x[, , c(TRUE, FALSE)], x[-1, -1, -1], x[1, -1, ][1, ], x[, 0, ], x[, NA, 1], x[1, 2, 1:2][2], x[[1, 2, 3]], x[[2, 2]],
    x[3:20], x[, , 4:1][2, , ], x[c(1, 2, 1), c(3, 1), c(4, 4)]
  )
  for (name in c("cube", "labelled_cube")) expect_oracle(oracle_arrays[[name]], calls)
})

test_that("arrays and expressions select", {
  calls <- expression(x[x > 2], x[!is.na(x)], x[is.na(x)], x[x > 100], x[!is.na(x) & x > 1][1], x[(x > 2)[1:2]])
  for (name in c("double", "named", "integer", "matrix", "labelled", "cube")) expect_oracle(oracle_arrays[[name]], calls)
  expect_oracle(matrix(1:6, 2), expression(x[x[, 1], ], x[, x[1, 1:2]], x[x[, 1] > 1, ], x[x[1, 2:3]]))
})

test_that("what is not there is an error, also where base R gives NA", {
  x <- stored_as(c(a = 1, b = 2, c = 3))
  m <- stored_as(matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)))
  for (call in expression(x[4], x[c(1, 9)], x["z"], x[c("a", "z")], x[rep(TRUE, 4)], x[[4]], x[["z"]], m[3, ], m[, 4], m["z", ],
                          m[7], m[, "a"], m[c(TRUE, FALSE, TRUE), ], m[cbind(3, 1)], m[cbind("z", "a")], x[x > c(0, 0, 0, 0)])) {
    expect_kind(suppressWarnings(eval(call)), "subscript")
  }
})

test_that("a selection of several elements is a view, of one its value", {
  x <- stored_as(c(a = 1, b = 2, c = 3))
  expect_s4_class(x[2:3], "H5Array")
  expect_s4_class(x[2, drop = FALSE], "H5Array")
  expect_identical(x[2], c(b = 2))
  expect_identical(x[[2]], 2)
  expect_true(if (x[1] > 0) TRUE else FALSE)
})

test_that("a plain dataset handle reads into memory", {
  file <- local_h5()
  h5_write(matrix(1:6, 2), file, "m")
  dataset <- file[["m"]]
  expect_identical(dataset[1, ], c(1L, 3L, 5L))
  expect_identical(dataset[, ], matrix(1:6, 2))
  expect_identical(dataset[2, 2], 4L)
  dataset[1, ] <- 0L
  expect_identical(dataset[1, ], c(0L, 0L, 0L))
})

test_that("single elements are what a base array gives, whatever the type, the order and what came before", {
  values <- list(
    c(1.5, NA, NaN), c(1L, NA, 3L), c(TRUE, NA, FALSE), c("a", NA, ""), c(1+2i, NA, 3), as.raw(0:2), c(a = 1, b = 2, c = 3),
    array(1:3), array(1:3, 3, list(letters[1:3])), matrix(as.double(1:6), 3), matrix(1:6, 3, dimnames = list(NULL, c("x", "y")))
  )
  path <- local_path()
  for (order in c("R", "C")) for (value in values) {
    d <- H5Dict(path, "w", order = order)
    d$x <- value
    x <- d$x
    for (i in seq_along(value)) {
      expect_identical(x[i], value[i])
      expect_identical(x[[i]], value[[i]])
      expect_identical(x[as.double(i) + 0.5], value[i])
    }
    if (is.matrix(value)) for (i in 1:3) for (j in 1:2) expect_identical(x[i, j], value[i, j])
    h5_close(d)
  }
})

test_that("a single element is that of the array as it is now", {
  d <- H5Dict(local_h5())
  h5_write(1:3, d, "x", maxdim = Inf)
  x <- d$x
  y <- d$x
  expect_identical(x[3], 3L)
  y[3] <- NA
  expect_identical(x[3], NA_integer_)
  h5_append(y, 7L)
  expect_identical(x[4], 7L)
  names(y) <- letters[1:4]
  expect_identical(x[4], c(d = 7L))
  expect_identical(x[[4]], 7L)
  h5_retype(y, "float64")
  expect_identical(x[4], c(d = 7))
  names(y) <- NULL
  expect_identical(x[4], 7)
  length(y) <- 2
  expect_kind(x[4], "subscript")
  d$x <- 5:6
  expect_kind(x[1], "stale")
  d$x <- NULL
  expect_kind(y[1], "stale")
})

test_that("a single element warns as a whole array does", {
  skip_without_h5py()
  path <- local_path()
  run_python("
with h5py.File(path, 'w') as f:
    f['i'] = np.array([-2**31, 5], dtype='i4')
    f['l'] = np.array([2**53 + 1, 5], dtype='i8')
", path = path)
  d <- H5Dict(path)
  i <- d$i
  l <- d$l
  expect_warning(expect_identical(i[1], NA_integer_), "NA")
  expect_identical(i[2], 5L)
  expect_warning(expect_identical(l[1], 2^53), "not exact")
  expect_identical(l[2], 5)
  h5_close(d)
})
