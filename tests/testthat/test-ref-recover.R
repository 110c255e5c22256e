test_that("a file without a journal needs nothing", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  expect_identical(h5_recover(path), "nothing")
  expect_error(h5_recover(paste0(path, "-absent")), class = "ch5mpy_error_not_found")
})

test_that("a stranger's file of the journal's name is kept", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  journal <- paste0(path, ".journal")
  writeLines("mine", journal)
  expect_identical(h5_recover(path), "set_aside")
  expect_identical(readLines(paste0(journal, ".unknown")), "mine")
  unlink(paste0(journal, ".unknown"))
})

test_that("a journal that is a symbolic link is not followed", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  target <- withr::local_tempfile(lines = "mine")
  file.symlink(target, paste0(path, ".journal"))
  expect_error(H5Dict(path, "r+"), class = "ch5mpy_error_io")
  expect_identical(readLines(target), "mine")
  unlink(paste0(path, ".journal"))
})

test_that("a file that a process has open for writing is locked", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  expect_error(h5_recover(path), class = "ch5mpy_error_locked")
  h5_close(d)
})
