margin_calls <- unlist(lapply(c("rowSums", "colSums", "rowMeans", "colMeans"), function(fun) {
  list(call(fun, quote(x)), call(fun, quote(x), na.rm = TRUE), call(fun, quote(x), dims = 2L), call(fun, quote(x), TRUE, 2),
       call(fun, quote(x > 2)), call(fun, quote(x), dims = 0), call(fun, quote(x), na.rm = NA))
}))

test_that("sums and means by rows and columns are base R's, with their names and errors", {
  set.seed(1)
  wide <- matrix(sample(c(1, 0.5, -4, NA, NaN, Inf), 60, TRUE), 6)
  arrays <- list(
    matrix(c(1, 2, NA, 4, NaN, 6), 2), matrix(c(1L, NA, 3L, 4L), 2), matrix(c(TRUE, NA, FALSE, TRUE), 2), wide,
    matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)), matrix(c(Inf, -Inf, 1, 2), 2),
    array(as.double(1:24), 2:4, list(x = c("p", "q"), NULL, z = LETTERS[1:4])), array(c(1:47, NA), c(2, 3, 4, 2)),
    matrix(numeric(0), 0, 3), matrix(numeric(0), 3, 0), matrix(integer(0), 0, 3), 1:3, array(1:4, 4)
  )
  for (x in arrays) expect_oracle(x, margin_calls)
  expect_oracle(matrix(c("a", "b"), 1), expression(rowSums(x), colMeans(x, na.rm = NA)))
})

test_that("views and expressions are summed by rows and columns as they stand", {
  x <- array(as.double(1:60), c(3, 4, 5))
  expect_oracle(x, expression(
    rowSums(x[3:1, , 2]), colSums(aperm(x)), rowMeans(x[, c(2, 2, NA), 1]), colMeans(t(x[, , 5]) * 2L), rowSums(x + 1, dims = 2)
  ))
})

test_that("the same bits come whatever the cap, the threads and the chunks", {
  set.seed(1)
  x <- matrix(exp(rnorm(9000, sd = 10)) * sample(c(-1, 1), 9000, TRUE), 300)
  x[sample(9000, 100)] <- NA
  found <- list()
  for (form in oracle_forms) {
    stored <- stored_as(x, list(chunk = function(dim) pmin(dim, sample(5:50, 2)), compression = form$compression, order = form$order))
    for (cap in c("1K", "100K", "250M")) for (threads in 1:3) {
      found <- c(found, list(with_h5_options(
        list(max_memory = cap, threads = threads),
        list(rowSums(stored), colSums(stored, na.rm = TRUE), rowMeans(stored, na.rm = TRUE), var(stored[1:9000], na.rm = TRUE))
      )))
    }
  }
  expect_length(unique(found), 1L)
  expect_equal(found[[1L]][[2L]], colSums(x, na.rm = TRUE))
})

test_that("a result larger than the cap is refused before work", {
  x <- h5_zeros(c(4e5, 2))
  error <- with_h5_options(list(max_memory = "2M"), expect_kind(rowSums(x), "memory", bytes = "3200000", cap = "2097152"))
  expect_match(conditionMessage(error), "max_memory")
  expect_kind(rowSums(stored_as(matrix(1i))), "unsupported")
})
