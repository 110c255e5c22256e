# Files for tests, and R processes that use them.

# A path in a folder of its own, removed when `env` ends.
local_path <- function(name = "x.h5", env = parent.frame()) {
  folder <- withr::local_tempdir(.local_envir = env)
  file.path(normalizePath(folder), name)
}

# A new file, open for writing, closed when `env` ends.
local_h5 <- function(name = "x.h5", ..., env = parent.frame()) {
  path <- local_path(name, env)
  file <- H5File(path, "w", ...)
  withr::defer(h5_close(file), envir = env)
  file
}

# A text without an encoding: what cannot be stored.
unstorable <- `Encoding<-`("\xff", "bytes")

# A copy of the file, which is nobody's of this process: not trusted.
foreign_copy <- function(path, env = parent.frame()) {
  copy <- local_path("foreign.h5", env)
  file.copy(path, copy)
  copy
}

# A file that tests ship, copied so that it may be changed.
local_fixture <- function(name, env = parent.frame()) {
  path <- local_path(basename(name), env)
  file.copy(test_path("fixtures", name), path)
  path
}

# The value of `fun(...)` in a new R process where the package is attached. `fun` sees nothing of this
# process but its arguments.
in_new_process <- function(fun, ...) {
  skip_if_not_installed("callr")
  environment(fun) <- globalenv()
  callr::r(
    function(fun, arguments) {
      library(ch5mpy)
      do.call(fun, arguments)
    },
    list(fun, list(...)),
    libpath = .libPaths(), env = c(callr::rcmd_safe_env(), R_TESTS = "")
  )
}

# What a script prints in a new R process: both streams, line by line, with the exit status in
# attribute "status" when it is not 0. `largest`: of a file that it may write, in blocks of 1024 bytes.
run_script <- function(lines, packages = "ch5mpy", largest = "unlimited") {
  script <- withr::local_tempfile(fileext = ".R")
  libraries <- sprintf(".libPaths(c(%s))", paste(vapply(.libPaths(), deparse, ""), collapse = ", "))
  writeLines(c(libraries, sprintf("library(%s, warn.conflicts = FALSE)", packages), lines), script)
  command <- sprintf("ulimit -f %s; exec %s --vanilla %s", largest, shQuote(file.path(R.home("bin"), "Rscript")), shQuote(script))
  suppressWarnings(system2("bash", c("-c", shQuote(command)), stdout = TRUE, stderr = TRUE, env = "R_TESTS="))
}

# The condition that `code` ends with.
error_of <- function(code) tryCatch({
  code
  NULL
}, error = identity)

# Fails unless `code` is an error of this kind; gives the error.
expect_kind <- function(code, kind, ...) {
  error <- expect_error(code, class = paste0("ch5mpy_error_", kind))
  fields <- list(...)
  for (field in names(fields)) expect_identical(error[[field]], fields[[field]], info = field)
  invisible(error)
}
