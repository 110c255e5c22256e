in_child <- function(code) {
  child <- parallel::mcparallel(code, silent = TRUE)
  parallel::mccollect(child)[[1L]]
}

committed <- function(path) in_child({
  d <- H5Dict(path)
  h5_read(d)
})

test_that("a transaction gives its value, visibly or not, and commits at its end", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  expect_identical(h5_transaction(d, {
    d$a <- 1
    d$b <- 2
    42
  }), 42)
  expect_invisible(h5_transaction(d, d$c <- 3))
  expect_identical(committed(path), list(a = 1, b = 2, c = 3))
  h5_close(d)
})

test_that("an error undoes all of it: keys, values, moves, deletions, growth", {
  d <- H5Dict(withr::local_tempfile(fileext = ".h5"), "w")
  d$x <- 1:5
  d$g <- list(a = 1, b = "text")
  d$l <- list(1, 2, 3)
  before <- h5_read(d)
  x <- d$x
  g <- d$g
  expect_error(h5_transaction(d, {
    d$x[2] <- 9L
    h5_append(x, 6:900)
    h5_move(d, "g", "elsewhere")
    l <- d$l
    l[[2]] <- NULL
    d$new <- runif(1e4)
    stop("no")
  }), "no")
  expect_identical(h5_read(d), before)
  expect_identical(as.vector(x), 1:5)
  expect_identical(h5_name(g), "/g")
  expect_identical(g$b, "text")
  h5_close(d)
})

test_that("h5_rollback() ends the innermost transaction and undoes all", {
  d <- H5Dict(withr::local_tempfile(fileext = ".h5"), "w")
  d$a <- 1
  reached <- FALSE
  expect_null(h5_transaction(d, {
    d$a <- 2
    h5_rollback()
    reached <- TRUE
  }))
  expect_false(reached)
  expect_identical(d$a, 1)
  expect_error(h5_rollback(), class = "ch5mpy_error_transaction")
  h5_close(d)
})

test_that("handles made inside are gone, those on what was deleted inside live", {
  d <- H5Dict(withr::local_tempfile(fileext = ".h5"), "w")
  d$old <- 1:3
  old <- d$old
  h5_transaction(d, {
    d$new <- 4:6
    new <- d$new
    d$old <- NULL
    h5_rollback()
  })
  expect_error(as.vector(new), class = "ch5mpy_error_not_found")
  expect_identical(as.vector(old), 1:3)
  h5_close(d)
})

test_that("what was computed before is still good after a rollback, what was computed inside is stale", {
  d <- H5Dict(withr::local_tempfile(fileext = ".h5"), "w")
  d$x <- c(1, 2)
  x <- d$x
  before <- x * 2
  h5_transaction(d, {
    x[1] <- 5
    inside <- x * 2
    h5_rollback()
  })
  expect_identical(as.vector(before), c(2, 4))
  x[1] <- 7
  expect_error(as.vector(inside), class = "ch5mpy_error_stale")
  expect_error(as.vector(before), class = "ch5mpy_error_stale")
  h5_close(d)
})

test_that("transactions nest, and one undone inside undoes the outer one too", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1
  h5_flush(d)
  h5_transaction(d, {
    d$b <- 2
    h5_transaction(d, d$c <- 3)
    expect_identical(committed(path), list(a = 1))
  })
  expect_identical(committed(path), list(a = 1, b = 2, c = 3))
  expect_error(h5_transaction(d, {
    d$e <- 5
    try(h5_transaction(d, stop("inner")), silent = TRUE)
    expect_error(d$f <- 6, class = "ch5mpy_error_transaction")
  }), class = "ch5mpy_error_transaction")
  expect_identical(h5_read(d), list(a = 1, b = 2, c = 3))
  d$g <- 7
  expect_identical(d$g, 7)
  h5_close(d)
})

test_that("a file closed inside a transaction is as before it", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1
  try(h5_transaction(d, {
    d$a <- 2
    h5_close(d)
  }), silent = TRUE)
  expect_identical(h5_read(path), list(a = 1))
})

test_that("a read-only file has no transactions", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  d <- H5Dict(path)
  expect_error(h5_transaction(d, 1), class = "ch5mpy_error_mode")
  h5_close(d)
})

test_that("others see the last commit; h5_flush() and h5_close() commit", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1
  h5_flush(d)
  bytes <- readBin(path, "raw", 1e6)
  seen <- bytes
  d$a <- 2
  now <- readBin(path, "raw", 1e6)
  expect_identical(now[seq_along(bytes)], bytes)
  h5_flush(d)
  expect_identical(committed(path), list(a = 2))
  d$a <- 3
  h5_close(d)
  expect_identical(committed(path), list(a = 3))
  expect_identical(list.files(dirname(path), basename(path)), basename(path))
})

test_that("a long call commits between verbs, never inside one", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1
  h5_flush(d)
  Sys.sleep(1.1)
  d$b <- list(x = 1, y = 2)
  expect_identical(committed(path), list(a = 1, b = list(x = 1, y = 2)))
  h5_close(d)
})

test_that("opening for writing and closing leaves bytes and time as they were", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(list(a = 1:10, b = "x"), path, "l")
  bytes <- tools::md5sum(path)
  time <- file.info(path)$mtime
  Sys.sleep(0.02)
  d <- H5Dict(path, "r+")
  d$l
  h5_close(d)
  expect_identical(tools::md5sum(path), bytes)
  expect_identical(file.info(path)$mtime, time)
})

test_that("a file that one process writes is locked for writers, not for readers", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1
  h5_flush(d)
  error <- in_child(tryCatch(H5Dict(path, "r+"), error = identity))
  expect_s3_class(error, "ch5mpy_error_locked")
  expect_identical(as.integer(error$pid), Sys.getpid())
  expect_identical(error$host, unname(Sys.info()["nodename"]))
  expect_identical(committed(path), list(a = 1))
  h5_close(d)
  expect_identical(in_child({
    d <- H5Dict(path, "r+")
    d$b <- 2
    h5_close(d)
    TRUE
  }), TRUE)
})

test_that("a lock is waited for as long as lock_timeout says", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  held <- withr::local_tempfile()
  leave <- withr::local_tempfile()
  child <- parallel::mcparallel({
    d <- H5Dict(path, "r+")
    file.create(held)
    while (!file.exists(leave)) Sys.sleep(0.02)
    Sys.sleep(0.3)
    h5_close(d)
  })
  while (!file.exists(held)) Sys.sleep(0.02)
  expect_error(H5Dict(path, "r+"), class = "ch5mpy_error_locked")
  file.create(leave)
  d <- with_h5_options(list(lock_timeout = 20), H5Dict(path, "r+"))
  expect_true(h5_is_open(d))
  h5_close(d)
  parallel::mccollect(child)
})

test_that("a lock left by a process that was killed is no lock", {
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(1, path, "a")
  held <- withr::local_tempfile()
  child <- parallel::mcparallel({
    d <- H5Dict(path, "r+")
    h5_transaction(d, {
      d$a <- 2
      file.create(held)
      Sys.sleep(600)
    })
  })
  while (!file.exists(held)) Sys.sleep(0.02)
  expect_error(H5Dict(path, "r+"), class = "ch5mpy_error_locked")
  tools::pskill(child$pid, tools::SIGKILL)
  suppressWarnings(parallel::mccollect(child))
  d <- H5Dict(path, "r+")
  expect_identical(h5_read(d), list(a = 1))
  d$a <- 3
  h5_close(d)
  expect_identical(committed(path), list(a = 3))
})

test_that("Python is kept out only while changes are uncommitted", {
  skip_if_not(file.exists("/usr/bin/python3"))
  path <- withr::local_tempfile(fileext = ".h5")
  script <- withr::local_tempfile(lines = c(
    "import h5py, sys", "print(list(h5py.File(sys.argv[1], 'r')))"
  ))
  python <- function() suppressWarnings(system2("/usr/bin/python3", c(script, path), stdout = TRUE, stderr = FALSE))
  d <- H5Dict(path, "w")
  d$a <- 1
  h5_flush(d)
  expect_identical(python()[1L], "['a']")
  h5_transaction(d, {
    d$b <- 1
    expect_identical(length(python()), 0L)
  })
  expect_identical(python()[1L], "['a', 'b']")
  h5_close(d)
})

test_that("without atomic changes are written straight into the file", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$x <- as.double(1:100)
  h5_flush(d)
  with_h5_options(list(atomic = FALSE), {
    d$x[2] <- 50
    h5_flush(d)
  })
  d$x[3] <- 60
  h5_close(d)
  expect_identical(h5_read(path)$x[1:4], c(1, 50, 60, 4))
})

test_that("changes survive with durability \"power\" too", {
  path <- withr::local_tempfile(fileext = ".h5")
  with_h5_options(list(durability = "power"), {
    d <- H5Dict(path, "w")
    d$x <- 1
    h5_flush(d)
    d$x <- 2
    h5_close(d)
  })
  expect_identical(h5_read(path), list(x = 2))
})

test_that("a full disk undoes what does not fit, and the file goes on", {
  skip_on_os("windows")
  path <- withr::local_tempfile(fileext = ".h5")
  script <- withr::local_tempfile(fileext = ".R", lines = c(
    sprintf(".libPaths(%s)", paste(deparse(.libPaths()), collapse = "")),
    "library(ch5mpy, warn.conflicts = FALSE)",
    sprintf("d <- H5Dict(%s, 'r+')", deparse(path)),
    "e <- tryCatch({ d$big <- as.double(1:1e6); h5_flush(d) }, error = identity)",
    "cat(class(e)[1], '\\n')",
    "d$small <- 2",
    "h5_close(d)"
  ))
  h5_write(1, path, "a")
  out <- system2("bash", c("-c", shQuote(paste("ulimit -f 1000;", file.path(R.home("bin"), "Rscript"), "--vanilla", script))),
                 stdout = TRUE)
  expect_identical(trimws(out[length(out)]), "ch5mpy_error_io")
  expect_identical(h5_read(path), list(a = 1, small = 2))
})
