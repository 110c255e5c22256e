# Promises of files and handles that hold below the verbs of R: leases, identity, forks, the disk.

open_file <- function(path, mode = "r") new_file_handle(cpp_file_open(path, mode), "R", FALSE)

descriptors <- function() length(dir("/proc/self/fd"))
# The file and its locks.
of_one_file <- 2L

test_that("two spellings of a file are one file", {
  path <- local_path()
  file <- open_file(path, "w")
  folder <- dirname(path)
  file.symlink(path, file.path(folder, "symbolic.h5"))
  file.link(path, file.path(folder, "hard.h5"))
  for (spelling in c("symbolic.h5", "hard.h5", file.path("..", basename(folder), "x.h5"))) {
    withr::with_dir(folder, expect_kind(open_file(spelling, "w"), "locked"))
    other <- withr::with_dir(folder, open_file(spelling))
    expect_true(cpp_file_info(other)$writable)
    cpp_file_close(other)
  }
  expect_true(cpp_file_is_open(file))
  cpp_file_close(file)
})

test_that("a file closes with its last lease, in whatever order they are closed", {
  path <- local_path()
  before <- descriptors()
  for (order in list(1:3, 3:1, c(2, 3, 1))) {
    leases <- list(open_file(path, "w"), open_file(path), open_file(path, "r+"))
    expect_identical(descriptors(), before + of_one_file)
    for (i in order) {
      expect_false(inherits(try(cpp_file_info(leases[[i]])), "try-error"))
      cpp_file_close(leases[[i]])
      cpp_file_close(leases[[i]])
      expect_kind(cpp_file_info(leases[[i]]), "closed")
    }
    expect_identical(descriptors(), before)
  }
})

test_that("a file that nothing refers to is closed when R collects, so that \"w\" is not refused", {
  path <- local_path()
  before <- descriptors()
  open_file(path, "w")
  file <- open_file(path, "w")
  expect_identical(descriptors(), before + of_one_file)
  rm(file)
  invisible(gc())
  expect_identical(descriptors(), before)
})

test_that("a thousand openings leave no descriptor behind", {
  path <- local_path()
  cpp_file_close(open_file(path, "w"))
  before <- descriptors()
  for (i in 1:1000) {
    file <- open_file(path, if (i %% 3 == 0) "r+" else "r")
    if (i %% 2 == 0) cpp_file_close(file)
  }
  rm(file)
  invisible(gc())
  expect_identical(descriptors(), before)
})

test_that("a file open for reading is reopened for writing under its handles", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_node_create_group(file, "g")
  cpp_file_close(file)
  reader <- open_file(path)
  found <- cpp_node_find(reader, "g", FALSE)
  group <- new_handle("H5GroupHandle", reader, found$name, found$object)
  writer <- open_file(path, "r+")
  cpp_node_create_group(writer, "g/h")
  expect_identical(cpp_node_names(group, ""), "h")
  expect_kind(cpp_node_create_group(group, "i"), "mode", path = path)
})

test_that("opening \"r+\" and closing leaves the bytes as they were", {
  path <- local_path()
  cpp_file_close(open_file(path, "w"))
  before <- tools::md5sum(path)
  cpp_file_close(open_file(path, "r+"))
  expect_identical(tools::md5sum(path), before)
})

test_that("a file of another program keeps its time and what was appended, as long as nothing is written", {
  skip_without_h5py()
  path <- local_path()
  run_python(c("f = h5py.File(path, 'w', libver = ('v108', 'v110'))", "f.create_group('g')", "f.close()"), path)
  cat("what another program appended", file = path, append = TRUE)
  Sys.setFileTime(path, as.POSIXct(0, origin = "1970-01-01"))
  state <- function() list(tools::md5sum(path), file.mtime(path), file.size(path))
  before <- state()
  cpp_file_close(open_file(path, "r+"))
  expect_identical(state(), before)
})

test_that("\"w\" keeps the old content when it is refused, and replaces it otherwise", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_node_create_group(file, "g")
  expect_kind(open_file(path, "w"), "locked", path = path)
  expect_identical(cpp_node_names(file, ""), "g")
  cpp_file_close(file)
  file <- open_file(path, "w")
  expect_identical(cpp_node_names(file, ""), character())
  cpp_file_close(file)
})

test_that("a handle read back in its own process is the same, also when its file was closed since", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_node_create_group(file, "a")
  cpp_node_create_group(file, "b")
  at <- function(name) {
    found <- cpp_node_find(file, name, FALSE)
    new_handle("H5GroupHandle", file, found$name, found$object)
  }
  bytes <- serialize(list(a = at("a"), b = at("b")), NULL)
  back <- unserialize(bytes)
  expect_true(cpp_node_same(back$a, at("a")))
  cpp_node_move(file, "a", file, "c")
  expect_identical(cpp_node_locate(back$a)$name, "/c")
  cpp_node_delete(file, "b")
  cpp_node_create_group(file, "b")
  expect_kind(cpp_node_locate(back$b), "not_found")
  rm(file, back)
  invisible(gc())
  back <- unserialize(bytes)
  expect_kind(cpp_node_locate(back$b), "not_found")
  expect_identical(cpp_node_locate(back$a)$name, "/c")
})

test_that("what is read back reopens itself, and stays closed once it was closed itself", {
  path <- local_path()
  file <- open_file(path, "w")
  bytes <- serialize(file, NULL)
  back <- unserialize(bytes)
  cpp_file_close(file)
  expect_identical(cpp_file_info(back)$path, path)
  expect_kind(cpp_file_info(file), "closed")
  cpp_file_close(back)
  expect_kind(cpp_file_info(back), "closed")
  unused <- unserialize(bytes)
  cpp_file_close(unused)
  expect_kind(cpp_file_info(unused), "closed")
  info <- in_new_process(function(bytes) {
    back <- unserialize(bytes)
    mode <- back@mode
    created <- ch5mpy:::cpp_file_info(back)$created
    ch5mpy:::cpp_file_close(back)
    list(mode, created, class(tryCatch(ch5mpy:::cpp_file_info(back), error = identity))[[1]])
  }, bytes)
  expect_identical(info, list("r+", FALSE, "ch5mpy_error_closed"))
})

test_that("serialising a handle writes what the file holds, so that another process finds it", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_node_create_group(file, "g")
  bytes <- serialize(file, NULL)
  names <- in_new_process(function(bytes) ch5mpy:::cpp_node_names(unserialize(bytes), ""), bytes)
  expect_identical(names, "g")
  expect_true(cpp_file_is_open(file))
})

test_that("a fork reads what its parent had changed, and leaves the parent's file alone", {
  skip_on_os("windows")
  path <- local_path()
  # In a process of its own: forks of one that has used callr stay behind as zombies.
  seen <- in_new_process(function(path) {
    open_file <- function(mode) ch5mpy:::new_file_handle(ch5mpy:::cpp_file_open(path, mode), "R", FALSE)
    file <- open_file("w")
    ch5mpy:::cpp_node_create_group(file, "g")
    job <- parallel::mcparallel({
      seen <- ch5mpy:::cpp_node_names(file, "")
      ch5mpy:::cpp_file_close(file)
      rm(file)
      gc()
      seen
    })
    forked <- parallel::mccollect(job)[[1]]
    ch5mpy:::cpp_node_create_group(file, "h")
    ch5mpy:::cpp_file_flush(file)
    list(forked = forked, then = ch5mpy:::cpp_node_names(file, ""))
  }, path)
  expect_identical(seen, list(forked = "g", then = c("g", "h")))
  file <- open_file(path, "r")
  expect_identical(cpp_node_names(file, ""), c("g", "h"))
  cpp_file_close(file)
})

test_that("a fork that quits as R does writes nothing of its parent's", {
  skip_on_os("windows")
  path <- local_path()
  lines <- run_script(c(
    "library(ch5mpy)",
    sprintf("file <- ch5mpy:::new_file_handle(ch5mpy:::cpp_file_open('%s', 'w'), 'R', FALSE)", path),
    "ch5mpy:::cpp_node_create_group(file, 'g')",
    "child <- parallel:::mcfork()",
    "if (inherits(child, 'masterProcess')) quit('no')",
    "ch5mpy:::cpp_node_create_group(file, 'h')",
    "Sys.sleep(1)",
    "ch5mpy:::cpp_file_close(file)",
    sprintf("file <- ch5mpy:::new_file_handle(ch5mpy:::cpp_file_open('%s', 'r'), 'R', FALSE)", path),
    "cat(ch5mpy:::cpp_node_names(file, ''), '\\n')"
  ))
  expect_identical(trimws(tail(lines, 1)), "g h")
})

test_that("what another process wrote is seen, also by a handle that may write", {
  path <- local_path()
  first <- open_file(path, "w")
  cpp_node_create_group(first, "ours")
  back <- serialize(first, NULL)
  cpp_file_close(first)
  file <- unserialize(back)
  expect_identical(cpp_node_names(file, ""), "ours")
  in_new_process(function(back) {
    file <- unserialize(back)
    ch5mpy:::cpp_node_create_group(file, "theirs")
    ch5mpy:::cpp_file_close(file)
  }, back)
  expect_identical(cpp_node_names(file, ""), c("ours", "theirs"))
  cpp_node_create_group(file, "more")
  cpp_file_close(file)
  expect_identical(cpp_node_names(open_file(path), ""), c("ours", "theirs", "more"))
})

test_that("a file renamed on disk is the same file under its new name", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_node_create_group(file, "g")
  file.rename(path, paste0(path, ".moved"))
  other <- open_file(paste0(path, ".moved"))
  expect_identical(cpp_node_names(other, ""), "g")
  expect_identical(cpp_node_names(file, ""), "g")
})

test_that("a file removed or replaced on disk is noticed", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_node_create_group(file, "old")
  cpp_file_flush(file)
  other <- open_file(paste0(path, ".2"), "w")
  cpp_node_create_group(other, "new")
  cpp_file_close(other)
  file.rename(paste0(path, ".2"), path)
  Sys.sleep(0.1)
  expect_identical(cpp_node_names(file, ""), "new")
  cpp_node_create_group(file, "changed")
  unlink(path)
  Sys.sleep(0.1)
  expect_kind(cpp_node_names(file, ""), "not_found", path = path)
  cpp_file_close(file)
})

test_that("a replaced file is an error while changes to the old one are not yet written", {
  path <- local_path()
  file <- open_file(path, "w")
  cpp_file_close(open_file(paste0(path, ".2"), "w"))
  cpp_transaction_begin(file)  # nothing is committed from here on, however long it takes
  cpp_node_create_group(file, "g")
  file.rename(paste0(path, ".2"), path)
  Sys.sleep(0.1)
  expect_kind(cpp_node_names(file, ""), "io", path = path)
  cpp_file_close(file)
})

test_that("an object moved out of a group outlives it", {
  file <- open_file(local_path(), "w")
  at <- function(name) {
    found <- cpp_node_find(file, name, FALSE)
    new_handle("H5GroupHandle", file, found$name, found$object)
  }
  cpp_node_create_group(file, "g/inner")
  inner <- at("g/inner")
  cpp_node_move(file, "g/inner", file, "out")
  group <- at("g")
  cpp_node_delete(file, "g")
  expect_identical(cpp_node_locate(inner)$name, "/out")
  expect_kind(cpp_node_locate(group), "not_found")
  cpp_file_close(file)
})

test_that("an object that keeps another link lives on there, whatever name it was taken by", {
  skip_without_h5py()
  path <- local_path()
  run_python(c(
    "f = h5py.File(path, 'w')", "g = f.create_group('g')", "x = g.create_group('x')", "f['alias'] = x",
    "f['soft'] = h5py.SoftLink('/g')", "g['self'] = g", "f['other'] = g", "f.close()"
  ), path)
  file <- open_file(path, "r+")
  at <- function(name) {
    found <- cpp_node_find(file, name, FALSE)
    new_handle("H5GroupHandle", file, found$name, found$object)
  }
  now <- function(handles) vapply(handles, function(handle) cpp_node_locate(handle)$name, "")
  taken <- lapply(c("g/x", "alias", "soft/x", "other/x", "g/self/x"), at)
  group <- at("g")
  cpp_node_delete(file, "g/x")
  expect_identical(now(taken), rep("/alias", 5))
  cpp_node_create_group(file, "g/x")
  expect_identical(now(taken), rep("/alias", 5))
  cpp_node_delete(file, "g")
  expect_identical(now(list(group)), "/other")
  cpp_node_delete(file, "alias")
  for (handle in taken) expect_kind(cpp_node_locate(handle), "not_found")
})

test_that("a thousand objects keep their handles through renames and lose them at once", {
  file <- open_file(local_path(), "w")
  names <- paste0("m/", 1:1000)
  for (name in names) cpp_node_create_group(file, name)
  handles <- lapply(names, function(name) {
    found <- cpp_node_find(file, name, FALSE)
    new_handle("H5GroupHandle", file, found$name, found$object)
  })
  cpp_node_move(file, "m", file, "moved")
  expect_identical(
    vapply(handles, function(handle) cpp_node_locate(handle)$name, ""), paste0("/moved/", 1:1000)
  )
  cpp_node_delete(file, "moved")
  kinds <- vapply(handles, function(handle) class(error_of(cpp_node_locate(handle)))[[1]], "")
  expect_identical(unique(kinds), "ch5mpy_error_not_found")
})

test_that("descriptors that run out are had by collecting what nothing refers to", {
  skip_on_os("windows")
  folder <- dirname(local_path())
  script <- c(
    "library(ch5mpy)",
    "for (i in 1:600) ch5mpy:::cpp_file_open(file.path(commandArgs(TRUE), paste0(i, '.h5')), 'w')",
    "cat('done\\n')"
  )
  file <- file.path(folder, "script.R")
  writeLines(c(sprintf(".libPaths(c(%s))", paste(shQuote(.libPaths(), "cmd"), collapse = ", ")), script), file)
  command <- sprintf("ulimit -n 200; '%s' --vanilla %s %s", file.path(R.home("bin"), "Rscript"), file, folder)
  expect_identical(system2("sh", c("-c", shQuote(command)), stdout = TRUE, stderr = FALSE), "done")
})

test_that("a write that the system refuses is an io error that names the file, and nothing crashes", {
  skip_on_os("windows")
  path <- local_path()
  script <- file.path(dirname(path), "script.R")
  writeLines(c(
    sprintf(".libPaths(c(%s))", paste(shQuote(.libPaths(), "cmd"), collapse = ", ")), "library(ch5mpy)",
    "path <- commandArgs(TRUE)",
    "file <- ch5mpy:::new_file_handle(ch5mpy:::cpp_file_open(path, 'w'), 'R', FALSE)",
    "result <- tryCatch({",
    "  for (i in 1:20000) ch5mpy:::cpp_node_create_group(file, as.character(i))",
    "  ch5mpy:::cpp_file_flush(file)",
    "}, error = identity)",
    "cat(class(result)[[1]], identical(result$path, path), '\\n')",
    "try(ch5mpy:::cpp_file_close(file), silent = TRUE)",
    "invisible(gc())",
    "cat(ch5mpy:::cpp_file_is_open(file), '\\n')"
  ), script)
  command <- sprintf(
    "trap '' XFSZ; ulimit -f 200; \"%s\" --vanilla %s %s", file.path(R.home("bin"), "Rscript"), script, path
  )
  lines <- trimws(system2("sh", c("-c", shQuote(command)), stdout = TRUE, stderr = FALSE))
  expect_identical(lines, c("ch5mpy_error_io TRUE", "FALSE"))
})

test_that("a file marked as open for writing is read, and refused for writing with a way out", {
  path <- local_path()
  cpp_file_close(open_file(path, "w"))
  bytes <- readBin(path, "raw", file.size(path))
  bytes[[12]] <- as.raw(1)
  marked <- local_path("marked.h5")
  writeBin(bytes, marked)
  # The mark is under the superblock's checksum, so HDF5 itself refuses this one as damaged; what
  # matters is that the mark is seen before anything is written.
  error <- expect_kind(open_file(marked, "r+"), "locked", path = marked)
  expect_match(conditionMessage(error), "h5clear")
})

test_that("what is no regular HDF5 file is a classed error that names the path", {
  folder <- dirname(local_path())
  path <- function(name) file.path(folder, name)
  writeLines("text", path("text"))
  file.create(path("empty"))
  file <- open_file(path("whole.h5"), "w")
  cpp_node_create_group(file, "g")
  cpp_file_close(file)
  bytes <- readBin(path("whole.h5"), "raw", 1e6)
  writeBin(bytes[1:100], path("cut.h5"))
  expect_kind(open_file(path("absent.h5")), "not_found", path = path("absent.h5"))
  expect_kind(open_file(path("absent/x.h5"), "w"), "not_found")
  expect_kind(open_file(folder), "io", path = folder)
  expect_kind(open_file("/dev/null"), "io")
  expect_kind(open_file(path("text"), "a"), "corrupt", path = path("text"))
  expect_kind(open_file(path("empty")), "corrupt")
  expect_kind(open_file(path("cut.h5")), "corrupt", path = path("cut.h5"))
  expect_kind(open_file(path("whole.h5"), "w-"), "exists", path = path("whole.h5"))
  expect_kind(open_file(path("whole.h5"), "rw"), "argument")
  expect_kind(open_file(""), "argument")
  system2("mkfifo", path("fifo"))
  expect_kind(open_file(path("fifo")), "io", path = path("fifo"))
})

test_that("settings are taken all or none", {
  expect_kind(cpp_session_settings(list(threads = 2, int64 = "float")), "argument")
  expect_kind(cpp_session_settings(list(max_memory = -1)), "argument")
  expect_null(cpp_session_settings(list(max_memory = Inf)))
  expect_null(cpp_session_settings(list(max_memory = 250 * 1024^2, int64 = "double")))
})
