# The invariants are those of src/journal/transaction.h; the format is dev/journal-format.md.

test_that("killed at any moment, a file holds what was committed, for R and for Python", {
  skip_on_os("windows")
  skip_if_not(file.exists("/usr/bin/python3"))
  kills <- suppressWarnings(as.integer(Sys.getenv("CH5MPY_KILLS", "14")))
  folder <- withr::local_tempdir()
  rows <- run_kills(seq_len(kills), folder)
  expect_identical(rows[!rows$right, ], rows[0L, ])
  expect_gt(sum(rows$committed), kills)
})
