# Reading all that is in a file that may be damaged or a trap, for tests and for tests/fuzz.

# One of our errors is an answer; what R says when it has no room is one too.
attempt <- function(expr) {
  tryCatch(suppressWarnings(expr), ch5mpy_error = function(e) NULL, error = function(e) {
    if (!grepl("cannot allocate", conditionMessage(e))) stop(e)
  })
}

# Lists, prints, describes and reads all in the file at `path`; any error that is not one of ours ends it.
read_everything <- function(path) attempt(read_each(path))

read_each <- function(path) {
  d <- H5Dict(path)
  on.exit(h5_close(d))
  shown <- function(expr) attempt(utils::capture.output(expr))
  shown(print(d))
  shown(utils::str(d))
  shown(print(h5_attributes(d, all = TRUE)))
  shown(print(h5_ls(d)))
  for (key in names(d)) {
    shown(print(d[[key]]))
    attempt(h5_info(d, key))
    attempt(as.list(h5_attributes(d, key, all = TRUE)))
    attempt(if (is(d[[key]], "H5Array")) sum(is.na(d[[key]])))
    attempt(h5_read(d, key))
  }
}

# Reads each file in one new process under a small cap; a row for each that says how many MB the process
# grew meanwhile, and the error that was none of ours.
read_in_new_process <- function(paths) {
  rows <- in_new_process(function(paths, helper) {
    source(helper)
    resident <- function(field) {
      status <- if (file.exists("/proc/self/status")) readLines("/proc/self/status")
      line <- grep(paste0("^", field, ":"), status, value = TRUE)
      if (length(line)) as.numeric(gsub("[^0-9]", "", line)) / 1024 else NA_real_
    }
    h5_options(max_memory = "20M")
    small <- tempfile(fileext = ".h5")
    h5_write(list(a = 1:3, b = "text"), small, "x")
    read_everything(small)
    lapply(paths, function(path) {
      invisible(gc())
      before <- resident("VmHWM")
      error <- tryCatch({
        read_everything(path)
        ""
      }, error = function(e) paste0(class(e)[1L], ": ", conditionMessage(e)))
      list(path = basename(path), growth = resident("VmHWM") - before, error = error)
    })
  }, normalizePath(paths), normalizePath(test_path("helper-hostile.R")))
  do.call(rbind, lapply(rows, as.data.frame))
}

# Each file gives answers or our errors, in `most` MB beyond what the process had.
expect_harmless <- function(paths, most = 100) {
  read <- read_in_new_process(paths)
  testthat::expect_identical(read$path[read$error != ""], character(), info = paste(read$error, collapse = "\n"))
  testthat::expect_identical(read$path[!is.na(read$growth) & read$growth > most], character())
  testthat::expect_identical(nrow(read), length(paths))
}
