test_that("assigning by one subscript changes the file as base R changes the array", {
  calls <- expression(
    x[2] <- 9, x[1:3] <- 9, x[1:2] <- c(8, 9), x[] <- 0, x[-1] <- 3, x[c(1, 1)] <- c(5, 6), x[c(3, 1, 3, 1)] <- c(1, 2, 3, 4),
    x[NA] <- 1, x[c(1, NA)] <- 1, x[c(1, NA)] <- c(1, 2), x[0] <- 1, x[TRUE] <- 2, x[c(TRUE, FALSE)] <- 7, x[x > 2] <- 0,
    x[is.na(x)] <- 5, x[!is.na(x)] <- x[!is.na(x)] * 2, x[] <- rev(x), x[] <- x * 2 + 1, x[2:3] <- x[1:2],
    x[1:2] <- x[2:3], x[1:2] <- numeric(0), x[1:3] <- c(1, 2), x[1:2] <- c(1, 2, 3), x[[1]] <- 4, x[[2]] <- c(1, 2),
    x[[2]] <- NULL, x[2:3][1] <- 12, x[3:1][2:3] <- c(100, 200), x[-1][1] <- 3, x[1] <- TRUE, x[1] <- 2L, x[] <- x,
    x[list(1)] <- 1, x[-1:1] <- 1, x[] <- c(1, 2, 3, 4), x[] <- NA, x[1] <- NA, x[[2]] <- x[[1]]
  )
  for (name in c("double", "named", "matrix", "cube")) expect_oracle_change(oracle_arrays[[name]], calls, caps = "1K")
  whole <- expression(
    x[2] <- 9L, x[] <- 0L, x[] <- 1:2, x[is.na(x)] <- 5L, x[] <- rev(x), x[] <- -x, x[1] <- NA, x[1] <- TRUE, x[2:3] <- x[1:2]
  )
  expect_oracle_change(oracle_arrays$integer, whole, caps = "1K")
  texts <- expression(x[2] <- "longer than before", x[] <- rev(x), x[is.na(x)] <- "", x[1:2] <- NA, x[-1] <- c("p", "q", "r"))
  expect_oracle_change(oracle_arrays$text, texts, caps = "1K")
  flags <- expression(x[2] <- TRUE, x[] <- !x, x[is.na(x)] <- FALSE, x[1] <- NA, x[] <- rev(x))
  expect_oracle_change(oracle_arrays$logical, flags, caps = "1K")
})

test_that("assigning by several subscripts changes the file as base R changes the array", {
  calls <- expression(
    x[1, ] <- 0, x[, 2] <- c(1, 2), x[, 2] <- c(1, 2, 3), x[2, 3] <- 99, x[1:2, c(1, 3)] <- c(1, 2, 3, 4), x[, ] <- 3,
    x[-1, ] <- c(1, 2, 3), x[c(1, 1), ] <- c(1, 2, 3, 4, 5, 6), x[c(2, 1, 2), c(3, 3)] <- c(1, 2, 3, 4, 5, 6),
    x[c(1, NA), ] <- 5, x[c(1, NA), ] <- c(1, 2, 3, 4, 5, 6), x[c(TRUE, FALSE), ] <- 4, x[x > 2] <- 0,
    x[is.na(x) | x > 2] <- 0, x[cbind(1:2, 2:3)] <- c(50, 60), x[5] <- 4, x[4:5] <- c(1, 2), x[] <- t(x), x[1, ] <- x[2, ],
    x[, 1:2] <- x[, 2:3], x[1, ][2] <- 8, x[, 2:3][2, 1] <- 9, x[1, 1, 1] <- 1, x[0, ] <- 1, x[, 1] <- numeric(0),
    x[[1, 2]] <- 4, x[] <- x * x, x[1, 2:3] <- x[2, 1:2] * 10, x[matrix(c(TRUE, FALSE), 2, 3)] <- 0,
    x[1:2, 1] <- array(c(7, 8), c(1, 2)), x[1:6][3] <- 0, x[, 2:3][3:1] <- c(1, 2, 3), x[2:1, 3:1] <- x
  )
  expect_oracle_change(matrix(c(1, 2, NA, 4, 5, 6), 2), calls, caps = "1K")
  cubes <- expression(
    x[1, , ] <- 0, x[, 2, ] <- as.double(1:8), x[1, 2, 3] <- 99, x[, , 4:1] <- x, x[2:1, , ] <- x, x[cbind(1, 2, 3)] <- 0,
    x[, 1, ][2, 3] <- 8, x[] <- aperm(aperm(x)), x[, , 1] <- t(x[1, 1:2, 1:2]), x[1, , ][, 2:1] <- x[2, , 3:4]
  )
  expect_oracle_change(oracle_arrays$cube, cubes, caps = "1K")
})

test_that("views of any kind write through", {
  base <- matrix(as.double(1:6), 2)
  x <- stored_as(base)
  y <- t(x)
  y[1, 2] <- 20
  expect_identical(x[2, 1], 20)
  y <- rev(x)
  y[1:2] <- c(60, 50)
  expect_identical(as.array(x)[, 3], c(50, 60))
  y <- x
  dim(y) <- 6
  y[2] <- -2
  expect_identical(x[2, 1], -2)
  dim(y) <- c(3, 2)
  y[3, ] <- c(7, 8)
  expect_identical(as.vector(x), c(1, -2, 7, 4, 50, 8))
  z <- aperm(x)[2:3, ]
  z[, 1] <- 0
  expect_identical(as.array(x)[1, ], c(1, 0, 0))
  z <- x[x == 0]
  z[2] <- 11
  expect_identical(x[1, 3], 11)
})

test_that("a vector grows by assignment past its end and by name", {
  calls <- expression(
    x[9] <- 1, x[length(x) + 1] <- 5, x[c(11, 2)] <- c(1, 2), x["zz"] <- 3, x[c("zz", "a", "yy", "zz")] <- c(1, 2, 3, 4),
    x[10:11] <- x[1:2], x[10:11] <- x[2:3] + 1, x[[10]] <- 2, x[["new"]] <- 5, length(x) <- 3, length(x) <- 12
  )
  for (name in c("double", "named")) expect_oracle_change(oracle_arrays[[name]], calls, caps = "1K")
  expect_oracle_change(1:3, expression(x[5] <- 1L, x[c(8, 4)] <- 1:2, length(x) <- 2), caps = "1K")
  expect_oracle_change(c("a", NA), expression(x[4] <- "d", length(x) <- 1), caps = "1K")
})

test_that("an array does not grow, a view neither", {
  m <- stored_as(matrix(1:6, 2))
  expect_kind(m[7] <- 1L, "subscript")
  expect_kind(m[3, 1] <- 1L, "subscript")
  x <- stored_as(c(1, 2, 3))
  y <- x[1:2]
  expect_kind(y[3] <- 1, "subscript")
  expect_identical(as.vector(x), c(1, 2, 3))
})

test_that("what does not fit the stored type is an error and nothing is written", {
  file <- local_h5()
  for (type in c("int8", "uint8", "integer", "bool", "logical", "str", "double")) {
    x <- h5_create(file, type, 3, type = type)
    before <- as.vector(x)
    bad <- switch(type, int8 = list(200, NA, 1.5, "a"), uint8 = list(300, -1, NA), integer = list(1.5, 3e9, "a"), bool = list(NA, 1),
                  logical = list(1, "a"), str = list(1, TRUE), double = list("a", 1i))
    for (value in bad) {
      expect_kind(x[2] <- value, "type")
      expect_kind(x[] <- rep_len(value, 3), "type")
      expect_identical(as.vector(x), before)
    }
  }
})

test_that("a computed array and a read-only one are not assigned to", {
  x <- stored_as(c(1, 2, 3))
  y <- x + 1
  expect_kind(y[1] <- 0, "mode")
  expect_kind(y[[1]] <- 0, "mode")
  z <- h5_zeros(3)
  expect_kind(z[1] <- 1, "mode")
  path <- local_path()
  h5_write(c(1, 2), path, "x")
  r <- H5Array(path, "x")
  expect_kind(r[1] <- 0, "mode")
  expect_identical(as.vector(r), c(1, 2))
})

test_that("a view that repeats elements takes no values", {
  x <- stored_as(c(1, 2, 3))
  y <- x[c(1, 1, 2)]
  expect_kind(y[1:2] <- c(5, 6), "subscript")
  z <- x[c(1, NA)]
  expect_kind(z[1:2] <- c(5, 6), "subscript")
  expect_identical(as.vector(x), c(1, 2, 3))
})

test_that("an assignment into a selection by a mask changes that selection, though R makes the mask anew", {
  expect_oracle_change(c(1, 5, 7, 2, 9), expression(
    x[x > 3][1] <- 0,
    x[x > 3][1:2][2] <- 0,
    x[x > 3][] <- 0,
    x[rev(x) > 3][1] <- 0,
    for (i in 1:3) x[x > 3][1] <- 1
  ))
  expect_oracle_change(matrix(c(3, 1, 4, 1, 5, 9), 2), expression(
    x[x[, 1] > 2, ][2] <- 0,
    x[x > 2][2] <- NA,
    x[, c(1, 2)][, 2] <- 8
  ))
})

test_that("a view by a mask that was assigned to is a value like others for other places", {
  expect_oracle_change(c(1, 5, 7, 2, 9), expression({
    v <- x[x > 3]
    v[2] <- 7
    x[c(TRUE, FALSE, FALSE, TRUE, TRUE)] <- v
  }))
})

test_that("a view with missing or repeated elements is refused before anything is written", {
  x <- stored_as(matrix(as.double(1:8), 2))
  expect_kind(x[1, c(4, NA)][1] <- 0, "subscript")
  expect_kind(x[1, c(4, 4, 2)][1] <- 0, "subscript")
  expect_identical(h5_read(x), matrix(as.double(1:8), 2))
})

test_that("nothing can be assigned to an empty vector, wherever it should go", {
  expect_oracle_change(numeric(0), expression(x[1] <- x, x[TRUE] <- numeric(0)))
})

test_that("missing reals assigned to complex numbers are missing in both parts", {
  expect_oracle_change(c(1i, 2i, 3i), expression(x[1] <- NA_real_, x[] <- c(1, NA, NaN), x[2:3] <- c(NA, 1), x[2] <- NA, x[x == 2i] <- NA), caps = "1K")
})

test_that("values go where an array is TRUE, in R's order, whatever the mask is computed from", {
  calls <- expression(
    x[x > 2] <- 0, x[x > 2] <- c(10, 20), x[rev(x) > 2] <- 5, x[x > 1e9] <- 1, x[x > 1e9] <- numeric(0), x[x > 0] <- numeric(0),
    x[is.na(x)] <- -1, x[!is.na(x)] <- 1:3, x[x == x] <- 7
  )
  for (x in oracle_arrays[c("double", "matrix", "cube", "named", "one_d", "empty")]) expect_oracle_change(x * 1, calls)
  expect_oracle_change(as.double(1:3000), expression(x[x %% 3 == 0] <- 1:1000, x[x %% 3 == 0] <- 1:7, x[x > 10] <- NA), forms = "compressed")
  expect_oracle_change(c("a", "bb", NA), expression(x[!is.na(x)] <- "longer than before"), forms = "contiguous")
})

test_that("a masked assignment goes through views, and changes nothing when a value does not fit", {
  x <- stored_as(matrix(1:6, 2))
  view <- t(x)
  view[view > 4L] <- 0L
  expect_identical(as.array(x), matrix(c(1L, 2L, 3L, 4L, 0L, 0L), 2))
  expect_kind(x[x > 1L] <- 1.5, "type")
  expect_identical(as.array(x), matrix(c(1L, 2L, 3L, 4L, 0L, 0L), 2))
})
