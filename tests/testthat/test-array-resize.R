test_that("h5_resize keeps what remains, and names go along", {
  x <- stored_as(matrix(as.double(1:6), 2, dimnames = list(c("a", "b"), NULL)))
  h5_resize(x, c(3, 2))
  expect_identical(in_memory(x), matrix(c(1, 2, 0, 3, 4, 0), 3, dimnames = list(c("a", "b", ""), NULL)))
  expect_kind(h5_resize(x, 3), "argument")
  expect_kind(h5_resize(x[1:2, ], c(1, 2)), "unsupported")
  expect_kind(h5_resize(x + 1, c(1, 2)), "mode")
})

test_that("every handle on the array sees a resize, views become stale", {
  file <- local_h5()
  h5_write(c(1, 2, 3), file, "x", chunk = 2)
  x <- H5Array(file, "x")
  y <- H5Array(file, "x")
  view <- x[1:2]
  h5_append(y, 4)
  expect_identical(as.vector(x), c(1, 2, 3, 4))
  expect_kind(as.vector(view), "stale")
})

test_that("h5_append is c() and cbind()", {
  for (form in oracle_forms) {
    x <- stored_as(c(1, 2, 3), form)
    h5_append(x, c(4, 5))
    h5_append(x, x)
    h5_append(x, x[1:2] * 10)
    expect_identical(in_memory(x), c(1:5, 1:5, 10, 20))
    m <- stored_as(matrix(1:6, 2), form)
    h5_append(m, 7:8)
    h5_append(m, matrix(9:12, 2))
    expect_identical(in_memory(m), matrix(1:12, 2))
    h5_append(m, 1:6, along = 1)
    expect_identical(in_memory(m), rbind(matrix(1:12, 2), 1:6))
  }
  n <- stored_as(c(a = 1, b = 2))
  h5_append(n, c(z = 3))
  h5_append(n, 4)
  expect_identical(in_memory(n), c(a = 1, b = 2, z = 3, 4))
  expect_kind(h5_append(stored_as(matrix(1:6, 2)), 1:3), "argument")
  expect_kind(h5_append(stored_as(matrix(1:6, 2)), matrix(1:6, 3)), "argument")
})

test_that("h5_insert is append(), h5_remove is a negative subscript", {
  for (form in oracle_forms) {
    for (after in 0:4) {
      x <- stored_as(c(1, 2, 3, 4), form)
      h5_insert(x, c(10, 20, 30), after)
      expect_identical(in_memory(x), append(c(1, 2, 3, 4), c(10, 20, 30), after))
    }
    x <- stored_as(as.double(1:10), form)
    h5_remove(x, c(2, 5, 5, 9))
    expect_identical(in_memory(x), c(1, 3, 4, 6, 7, 8, 10))
    h5_remove(x, -(1:2))
    expect_identical(in_memory(x), c(1, 3))
    m <- stored_as(matrix(as.double(1:12), 3), form)
    h5_remove(m, 2, along = 1)
    expect_identical(in_memory(m), matrix(as.double(1:12), 3)[-2, ])
    h5_insert(m, c(-1, -2), after = 1)
    expect_identical(in_memory(m), cbind(c(1, 3), c(-1, -2), matrix(c(4, 6, 7, 9, 10, 12), 2)))
  }
  n <- stored_as(c(a = 1, b = 2, c = 3))
  h5_remove(n, "b")
  expect_identical(in_memory(n), c(a = 1, c = 3))
  expect_kind(h5_insert(n, 1, after = 7), "subscript")
  expect_kind(h5_remove(n, 9), "subscript")
})

test_that("values that do not fit leave the array as it was", {
  x <- h5_create(local_h5(), "x", 3, type = "uint8")
  x[] <- 1:3
  expect_kind(h5_append(x, c(4, 300)), "type")
  expect_kind(h5_insert(x, c(4, 300), after = 1), "type")
  expect_kind(h5_append(x, "a"), "type")
  expect_kind(x[7] <- 300, "type")
  expect_identical(as.vector(x), 1:3)
})

test_that("h5_retype rewrites the stored type and handles follow", {
  x <- stored_as(c(1, 2, 3))
  expect_identical(in_memory(h5_retype(x, "int16")), 1:3)
  expect_identical(as.vector(stored_as(1:3)), 1:3)
  y <- stored_as(c(1.5, 2))
  expect_kind(h5_retype(y, "int16"), "type")
  expect_identical(as.vector(y), c(1.5, 2))
})

test_that("length<- fills with NA and stretches computed vectors", {
  x <- stored_as(c(1, 2))
  length(x) <- 4
  expect_identical(as.vector(x), c(1, 2, NA, NA))
  y <- x + 1
  length(y) <- 5
  expect_identical(as.vector(y), c(2, 3, NA, NA, NA))
  length(y) <- 1
  expect_identical(as.vector(y), 2)
  m <- stored_as(matrix(1:6, 2))
  expect_kind(length(m) <- 3, "argument")
})
