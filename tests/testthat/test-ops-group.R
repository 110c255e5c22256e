operators <- c("+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", "<=", ">", ">=", "&", "|")

operand_pairs <- list(
  c(1.5, NA, -2, 0, NaN, Inf, -Inf, -0), c(3L, NA, -7L, 0L, .Machine$integer.max, -.Machine$integer.max, 2L, 46341L),
  c(TRUE, NA, FALSE, TRUE, TRUE, FALSE, NA, FALSE)
)

test_that("operators have base R's types, missing values, overflow and warnings", {
  for (x in operand_pairs) {
    for (other in operand_pairs) {
      calls <- unlist(lapply(operators, function(op) list(call(op, quote(x), other), call(op, rev(other), quote(x)))))
      expect_oracle(x, calls, forms = "small_chunks", caps = "1K")
    }
  }
})

test_that("operators take scalars and other arrays of the file", {
  scalars <- list(2, -1.5, NA_real_, 0, 3L, NA_integer_, TRUE, NA)
  for (x in operand_pairs) {
    # which of NA and NaN comes of both is left to the processor
    x <- x[!is.nan(x)]
    calls <- unlist(lapply(operators, function(op) {
      c(lapply(scalars, function(s) call(op, quote(x), s)), lapply(scalars, function(s) call(op, s, quote(x))),
        call(op, quote(x), quote(x)), call(op, quote(x), quote(rev(x))))
    }))
    expect_oracle(x, calls, forms = "small_chunks", caps = "1K")
  }
})

test_that("shapes, names and dimnames follow base R's rules", {
  calls <- expression(
    x + 1, 1 + x, x * x, x + 1:2, 1:2 - x, x + 1:3, x + 1:7, 1:7 == x, x + numeric(0), numeric(0) < x, x & logical(0), x + NULL, NULL == x,
    x + c(p = 1, q = 2), c(p = 1) + x, x + array(1, 1), array(1, c(1, 1)) + x, array(1, 1) == x, x + matrix(1, 2, 3),
    matrix(1, 2, 3, dimnames = list(NULL, c("u", "v", "w"))) * x, x + matrix(1, 3, 2), x < array(1:24, 2:4), -x, +x, !x, x[1:2] + 1:2,
    x == x[1], x + x[c(1, 3)], (x + 1)[2], x %% 2 == 0, x + x * 2 - x / 2, -(x > 1)
  )
  for (name in setdiff(names(oracle_arrays), c("text", "one_d", "empty", "no_rows", "one"))) expect_oracle(oracle_arrays[[name]], calls)
  few <- calls[c(1:3, 9:15)]
  for (name in c("empty", "no_rows", "one", "one_d")) expect_oracle(oracle_arrays[[name]], few)
})

test_that("errors are those of base R", {
  expect_oracle(1:3, expression(x + "a", "a" * x, -x + "b", x & "a", x + list(1), x ^ as.raw(1)), forms = "small_chunks", caps = "1K")
  expect_oracle(c("a", "b"), expression(x + 1, -x, !x, x & TRUE), forms = "small_chunks", caps = "1K")
  x <- stored_as(1:3)
  expect_kind(x + Sys.Date(), "unsupported")
  expect_identical(conditionCall(error_of(x + "a")), quote(x + "a"))
})

test_that("an expression reads nothing until it is asked for", {
  x <- stored_as(c(1, 2, 3))
  y <- sqrt(x) + log(x * 2) > 1
  expect_s4_class(y, "H5Array")
  expect_identical(length(y), 3L)
})

test_that("warnings come when values are computed, once, and name the user's call", {
  x <- stored_as(c(1, 2, 3, 4))
  expect_silent(y <- x + 1:3)
  expect_silent(z <- sqrt(-x))
  warning <- tryCatch(as.array(y), warning = identity)
  expect_identical(conditionMessage(warning), "longer object length is not a multiple of shorter object length")
  expect_identical(conditionCall(warning), quote(as.array(y)))
  expect_warning(expect_warning(as.vector(z + sqrt(-x)), "NaNs produced"), NA)
})

test_that("a computed array is a value: a change of what it was made from makes it stale", {
  x <- stored_as(c(1, 2, 3))
  y <- x + 1
  v <- x[2:3]
  x[1] <- 10
  expect_kind(as.vector(y), "stale")
  expect_kind(sum(y[2:3]), "stale")
  expect_kind(y * 2, "stale")
  expect_identical(as.vector(v), c(2, 3))
  expect_identical(as.vector(x + 1), c(11, 3, 4))
})

test_that("an expression works in another process on what the file holds then", {
  path <- local_path()
  h5_write(c(1, 2, 3), path, "x")
  x <- H5Array(path, "x", "r+")
  y <- x * 2
  saved <- local_path("y.rds")
  saveRDS(y, saved)
  expect_identical(in_new_process(function(path) as.vector(readRDS(path)), saved), c(2, 4, 6))
  x[1] <- 5
  h5_flush(x)
  expect_identical(in_new_process(function(path) as.vector(readRDS(path)), saved), c(10, 4, 6))
})

test_that("texts are compared in the session's collation, and with numbers as texts", {
  calls <- expression(x < "b", x >= rev(x), x == "x", x != NA, x > 1, 2 <= x, x == 1L, x + 1, x & TRUE, !x, -x, x < 1i)
  expect_oracle(c("a", "B", "b", NA, "", "10", "9", "\u00e9"), calls)
  expect_oracle(matrix(c("a", "b"), 1, dimnames = list("r", NULL)), calls, caps = "1K")
  expect_oracle(c(10, 9, NA), expression(x < "9", x == "10", "a" > x), caps = "1K")
})

test_that("raw values are compared and combined as base's", {
  calls <- expression(x & rev(x), x | as.raw(1), !x, xor(x, as.raw(3)), x > TRUE, x == 10L, x < 2.5, x == "0a", x & TRUE, x + 1L, -x, is.finite(x))
  expect_oracle(as.raw(c(0, 10, 255, 3)), calls, caps = "1K")
})

test_that("xor() is base's", {
  for (name in c("double", "logical", "labelled", "empty")) {
    expect_oracle(oracle_arrays[[name]], expression(xor(x, TRUE), xor(x, rev(x)), xor(NA, x)), caps = "1K")
  }
})

test_that("an error of complex numbers comes after that of the arrays' shapes", {
  expect_oracle(matrix(1i, 2, 3), expression(x < t(x), x %% t(x), x < 1:7, x %% 1), forms = "contiguous", caps = "1K")
})

test_that("a vector with further attributes is refused, not stripped of them", {
  x <- stored_as(c(1, 2))
  expect_match(conditionMessage(expect_kind(x + structure(1:2, unit = "m"), "unsupported")), "attribute 'unit'")
  expect_kind(atan2(structure(1:2, unit = "m"), x), "unsupported")
})

test_that("an expression that doubles itself many times over is computed once", {
  x <- stored_as(c(a = 1, b = 2))
  for (i in 1:12) x <- x + x
  expect_identical(h5_read(x), c(a = 2^12, b = 2^13))
})
