test_that("an entry of an entry selects what selecting twice selects", {
  entries <- list(
    NULL, list(from = 2, by = 1, n = 4), list(from = 9, by = -2, n = 4), c(3, 3, 1, NA, 7), list(from = 5, by = 1, n = 1),
    list(from = 1, by = 1, n = 0)
  )
  for (base in entries) {
    chosen <- entry_values(base, 10)
    n <- length(chosen)
    for (further in list(NULL, list(from = 1, by = 1, n = min(n, 2)), list(from = n, by = -1, n = n), as.double(rep(seq_len(n), 2)))) {
      expect_equal(entry_values(entry_at(base, further), 10), chosen[entry_values(further, n)])
    }
  }
})

test_that("steady positions become a range", {
  expect_equal(as_entry(c(4, 6, 8)), list(from = 4, by = 2, n = 3))
  expect_equal(as_entry(c(4, 6, 7)), c(4, 6, 7))
  expect_equal(as_entry(c(2, 2)), c(2, 2))
  expect_equal(as_entry(c(1, NA, 3)), c(1, NA, 3))
  expect_equal(as_entry(5L), list(from = 5, by = 1, n = 1))
  expect_identical(as_entry(NA), NA_real_)
  expect_equal(entry_length(as_entry(integer())), 0)
})
