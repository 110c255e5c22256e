flip_byte <- function(path, at) {
  file <- file(path, "r+b")
  on.exit(close(file))
  seek(file, at, rw = "read")
  byte <- readBin(file, "raw", 1L)
  seek(file, at, rw = "write")
  writeBin(xor(byte, as.raw(0xff)), file)
}

# Where bytes begin in a file, from 0.
find_bytes <- function(path, bytes) {
  all <- readBin(path, "raw", file.size(path))
  starts <- which(all[seq_len(length(all) - length(bytes) + 1L)] == bytes[1L])
  Find(function(i) identical(all[i + seq_along(bytes) - 1L], bytes), starts) - 1L
}

test_that("nothing is found in a sound file", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$l <- list(1, "two", list(3L), NULL)
  d$frame <- data.frame(f = factor(c("x", "y")), t = c("a", NA))
  d$m <- matrix(1:6, 2, dimnames = list(c("a", "b"), NULL))
  h5_write(as.double(1:1e4), d, "packed", chunk = 300, compression = "gzip-4")
  h5_attributes(d)$note <- list(1, c("a", "b"))
  h5_close(d)
  found <- h5_check(path)
  expect_identical(found, data.frame(name = character(), part = character(), problem = character()))
  expect_error(h5_check(paste0(path, "-absent")), class = "ch5mpy_error_not_found")
})

test_that("a chunk whose checksum does not fit is told by its place, and the rest is read", {
  skip_if_not(file.exists("/usr/bin/python3"))
  path <- withr::local_tempfile(fileext = ".h5")
  script <- withr::local_tempfile(lines = c(
    "import h5py, sys, numpy as np",
    "f = h5py.File(sys.argv[1], 'w')",
    "x = f.create_group('g').create_dataset('x', data=np.arange(1000., dtype='f8'), chunks=(100,), fletcher32=True)",
    "print(x.id.get_chunk_info(3).byte_offset)"
  ))
  at <- as.double(system2("/usr/bin/python3", c(script, path), stdout = TRUE))
  expect_identical(nrow(h5_check(path)), 0L)
  flip_byte(path, at + 50)
  found <- h5_check(path)
  expect_identical(found[c("name", "part")], data.frame(name = "/g/x", part = "chunk"))
  expect_match(found$problem, "(300)", fixed = TRUE)
})

test_that("damage of HDF5's own structures is found by their checksums", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1:10
  h5_attributes(d$a)$unmistakable <- "here"
  d$b <- 2
  h5_close(d)
  flip_byte(path, find_bytes(path, charToRaw("unmistakable")))
  found <- h5_check(path)
  expect_true("/a" %in% found$name)
  expect_false("/b" %in% found$name)
})

test_that("what is no HDF5 file, or is cut short, is one finding", {
  path <- withr::local_tempfile(fileext = ".h5", lines = "no")
  expect_identical(h5_check(path)[c("name", "part")], data.frame(name = "", part = "file"))
  unlink(path)
  h5_write(runif(1e4), path, "x")
  cut <- readBin(path, "raw", 5000)
  writeBin(cut, path)
  expect_identical(h5_check(path)$part, "file")
})

test_that("a journal is told of", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  journal <- paste0(path, ".journal")
  writeLines("mine", journal)
  expect_identical(h5_check(path)$part, "journal")
  unlink(journal)
  child <- parallel::mcparallel({
    d <- H5Dict(path, "r+")
    d$x <- runif(1e6)
    h5_flush(d)
    x <- d$x
    x[] <- runif(1e6)
    tools::pskill(Sys.getpid(), tools::SIGKILL)
  }, silent = TRUE)
  suppressWarnings(parallel::mccollect(child))
  # Copies, since a dying process lets go of its locks in its own time.
  copy <- withr::local_tempfile(fileext = ".h5")
  expect_true(all(file.copy(c(path, journal), paste0(copy, c("", ".journal")))))
  found <- h5_check(copy)
  expect_match(found$problem, "before they were committed")
  expect_identical(nrow(h5_check(copy)), 0L)
})

test_that("it gives up when the time is over", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  found <- ch5mpy:::check_apart(path, -1)
  expect_match(found$problem, "within")
})
