test_that("a handle comes back from a file in the same process", {
  f <- local_h5()
  h5_create_group(f, "g/h")
  saved <- local_path("handles.rds")
  saveRDS(list(f, f$g), saved)
  back <- readRDS(saved)
  expect_identical(names(back[[1]]), "g")
  expect_identical(names(back[[2]]), "h")
  expect_true(h5_same(back[[2]], f$g))
  h5_create_group(back[[2]], "new")
  expect_identical(names(f$g), c("h", "new"))
  expect_identical(h5_path(unserialize(serialize(f, NULL))), h5_path(f))
})

test_that("a handle of a closed file reopens itself when read back, and never truncates", {
  path <- local_path()
  f <- H5File(path, "w")
  h5_create_group(f, "g")
  bytes <- serialize(f, NULL)
  rm(f)
  gc()
  f <- unserialize(bytes)
  expect_identical(names(f), "g")
  h5_create_group(f, "h")
  expect_identical(names(f), c("g", "h"))
  h5_close(f)
})

test_that("what was saved reopens itself although the file was closed here since; what was closed stays closed", {
  path <- local_path()
  f <- H5File(path, "w")
  h5_create_group(f, "g")
  bytes <- serialize(list(f, f$g), NULL)
  h5_close(f)
  expect_kind(names(f), "closed")
  back <- unserialize(bytes)
  expect_true(h5_is_open(back[[1]]))
  expect_identical(names(back[[1]]), "g")
  expect_identical(length(back[[2]]), 0L)
  h5_close(back[[1]])
  expect_kind(names(back[[2]]), "closed")
  unused <- unserialize(bytes)[[1]]
  h5_close(unused)
  h5_close(unused)
  expect_false(h5_is_open(unused))
  expect_kind(names(unused), "closed")
  again <- unserialize(bytes)[[1]]
  expect_identical(names(again), "g")
  h5_close(again)
})

test_that("a new process reads what was written while the file is open for writing here", {
  f <- local_h5()
  h5_create_group(f, "g")
  h5_attributes(f)$u <- 1
  read <- in_new_process(function(f) list(names(f), h5_attributes(f)$u, h5_mode(f)), f)
  expect_identical(read, list("g", 1, "r+"))
})

test_that("a new process writes through a handle, once nobody else does", {
  path <- local_path()
  f <- H5File(path, "w")
  g <- h5_create_group(f, "g")
  bytes <- serialize(g, NULL)
  h5_close(f)
  in_new_process(function(bytes) {
    g <- unserialize(bytes)
    h5_create_group(g, "made")
    h5_close(g)
  }, bytes)
  f <- H5File(path)
  expect_identical(names(f$g), "made")
  h5_close(f)
})

test_that("in a new process the name decides, and what is gone is one clear error", {
  f <- local_h5()
  g <- h5_create_group(f, "g")
  h5_create_group(g, "old")
  bytes <- serialize(g, NULL)
  h5_delete(f, "g")
  h5_create_group(f, "g/new")
  h5_flush(f)
  expect_identical(in_new_process(function(bytes) names(unserialize(bytes)), bytes), "new")
  h5_delete(f, "g")
  h5_flush(f)
  gone <- function(bytes) {
    tryCatch(names(unserialize(bytes)), error = function(e) list(class(e)[1], e$name, e$path))
  }
  expect_identical(in_new_process(gone, bytes), list("ch5mpy_error_not_found", "/g", h5_path(f)))
  h5_close(f)
  unlink(h5_path(f))
  expect_identical(in_new_process(gone, bytes)[c(1, 3)], list("ch5mpy_error_not_found", h5_path(f)))
})

test_that("workers read through a handle", {
  f <- local_h5()
  h5_create_group(f, "g")
  cluster <- parallel::makePSOCKcluster(1L)
  withr::defer(parallel::stopCluster(cluster))
  parallel::clusterCall(cluster, function(paths) {
    .libPaths(paths)
    loadNamespace("ch5mpy")
    NULL
  }, .libPaths())
  expect_identical(parallel::clusterApply(cluster, list(f), function(f) names(f))[[1]], "g")
})

# (In a process of their own: forks of one that has used callr stay behind as zombies.)
test_that("a fork reads what its parent wrote, and leaves the parent's file alone", {
  skip_on_os("windows")
  path <- local_path()
  seen <- in_new_process(function(path) {
    f <- H5File(path, "w")
    g <- h5_create_group(f, "g")
    job <- parallel::mcparallel({
      read <- list(names(f), h5_name(g), h5_is_open(f))
      gc()
      read
    })
    forked <- parallel::mccollect(job)[[1]]
    h5_create_group(g, "after")
    list(forked = forked, then = names(g))
  }, path)
  expect_identical(seen, list(forked = list("g", "/g", TRUE), then = "after"))
  f <- H5File(path)
  expect_identical(names(f$g), "after")
  h5_close(f)
})

test_that("a fork that closes a file or ends leaves it open for its parent", {
  skip_on_os("windows")
  path <- local_path()
  seen <- in_new_process(function(path) {
    f <- H5File(path, "w")
    h5_create_group(f, "g")
    parallel::mccollect(parallel::mcparallel(h5_close(f)))
    h5_create_group(f, "h")
    names(f)
  }, path)
  expect_identical(seen, c("g", "h"))
  f <- H5File(path)
  expect_identical(names(f), c("g", "h"))
  h5_close(f)
})

test_that("a top-level call leaves its writes in the file, and so does the end of R", {
  path <- local_path()
  reader <- withr::local_tempfile(fileext = ".R")
  writeLines(c(
    sprintf("suppressPackageStartupMessages(library(ch5mpy, lib.loc = %s))", deparse(dirname(system.file(package = "ch5mpy")))),
    sprintf("cat(names(H5File('%s')), fill = TRUE)", path)
  ), reader)
  read <- sprintf("invisible(system2(file.path(R.home('bin'), 'Rscript'), %s))", deparse(reader))
  output <- run_script(c(sprintf("f <- H5File('%s', 'w'); g <- h5_create_group(f, 'a')", path), read, "g <- h5_create_group(f, 'b')"))
  expect_identical(output, "a")
  f <- H5File(path)
  expect_identical(names(f), c("a", "b"))
  h5_close(f)
})

test_that("a file that was replaced does not answer for the one before", {
  path <- local_path()
  f <- H5File(path, "w")
  g <- h5_create_group(f, "g")
  saved <- serialize(g, NULL)
  h5_close(f)
  f <- H5File(path, "w")
  expect_kind(names(g), "closed")
  expect_kind(names(unserialize(saved)), "stale")
  h5_close(f)
})

test_that("what was saved has an opening of its own, also in the process that saved it", {
  f <- local_h5()
  h5_create_group(f, "g")
  back <- unserialize(serialize(list(f, f$g), NULL))
  expect_identical(names(back[[1]]), "g")
  h5_close(f)
  expect_kind(names(f), "closed")
  expect_identical(names(back[[1]]), "g")
  expect_identical(length(back[[2]]), 0L)
  h5_close(back[[1]])
  expect_kind(names(back[[2]]), "closed")
})
