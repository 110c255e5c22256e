test_that("named lists become dicts, all others lists", {
  d <- H5Dict(local_h5())
  kinds <- list(
    dict = list(a = 1), dict = list(a = 1)[0], list = list(), list = list(1), list = list(a = 1, 2), list = list(a = 1, a = 2),
    list = stats::setNames(list(1), "."), list = list(`a/b` = 1), list = stats::setNames(list(1), NA),
    list = list(.x_dimnames = 1), dict = list(` ` = 1), dict = list(.. = 1)
  )
  for (k in seq_along(kinds)) {
    d$x <- kinds[[k]]
    expect_identical(h5_kind(d$x), names(kinds)[k], info = k)
    expect_identical(h5_read(d$x), kinds[[k]], info = k)
  }
})

test_that("nested lists come back", {
  d <- H5Dict(local_h5())
  value <- list(a = list(list(b = list(NULL, list(), list(x = 1)[0])), 2), list(list(list("deep"))))
  d$x <- value
  expect_identical(h5_read(d$x), value)
  long <- as.list(seq_len(300))
  d$y <- long
  expect_identical(h5_read(d$y), long)
  deep <- Reduce(function(inner, i) list(k = inner), 1:100, 1)
  d$deep <- deep
  expect_identical(h5_read(d$deep), deep)
})
