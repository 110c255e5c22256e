# The library of R packages that demo.R and test.R need: found or installed from CRAN, with the
# package itself built on top. Sourced by both; nothing here runs by itself.

# The root of the source tree, whatever the working directory is.
source_root <- function() {
  file <- grep("^--file=", commandArgs(FALSE), value = TRUE)
  normalizePath(file.path(dirname(sub("^--file=", "", file[[1L]])), ".."))
}

say <- function(...) cat("-- ", ..., "\n", sep = "")

# The library to install into: the first that can be written to, else the user's, made if need be.
# It is first on the search path afterwards, here and in every process started from here.
writable_library <- function() {
  libraries <- .libPaths()
  writable <- libraries[file.access(libraries, 2L) == 0L & libraries != .Library]
  if (!length(writable)) {
    user <- path.expand(strsplit(Sys.getenv("R_LIBS_USER"), .Platform$path.sep)[[1L]])
    if (!length(user)) user <- tools::R_user_dir("ch5mpy", "cache")
    if (!dir.exists(user[[1L]]) && !dir.create(user[[1L]], recursive = TRUE))
      stop("No library of R packages can be written to: ", paste(c(libraries, user), collapse = ", "))
    writable <- user
  }
  use_library(writable[[1L]])
}

use_library <- function(library) {
  library <- normalizePath(library)
  .libPaths(unique(c(library, .libPaths())))
  Sys.setenv(R_LIBS = paste(.libPaths(), collapse = .Platform$path.sep))
  library
}

cran <- function() {
  repos <- getOption("repos")
  if (!"CRAN" %in% names(repos) || repos[["CRAN"]] == "@CRAN@") "https://cloud.r-project.org" else repos[["CRAN"]]
}

# The packages that DESCRIPTION names in `fields`, without R itself.
described_packages <- function(root, fields) {
  entries <- read.dcf(file.path(root, "DESCRIPTION"), fields)
  names <- unlist(strsplit(entries[!is.na(entries)], ","))
  setdiff(unique(trimws(sub("[(].*", "", names))), "R")
}

installed <- function(packages) {
  packages[nzchar(vapply(packages, function(name) system.file(package = name), ""))]
}

# Installs what is missing of `packages`; stops when one of them cannot be had.
install_missing <- function(packages, library) {
  missing <- setdiff(packages, installed(packages))
  if (!length(missing)) return(invisible())
  say("Installing from CRAN into ", library, ": ", paste(missing, collapse = ", "))
  if ("hdf5lib" %in% missing) say("hdf5lib compiles HDF5, once: this takes some minutes")
  old <- options(timeout = max(600, getOption("timeout")))
  on.exit(options(old))
  utils::install.packages(missing, lib = library, repos = cran(), dependencies = NA, Ncpus = 2L,
                          quiet = TRUE, INSTALL_opts = "--no-docs")
  absent <- setdiff(missing, installed(missing))
  if (length(absent)) stop("Not installed: ", paste(absent, collapse = ", "))
}

run <- function(command, args, ...) {
  status <- system2(command, args, ...)
  if (status != 0L) stop(basename(command), " ", paste(args, collapse = " "), " failed")
}

r_command <- function(name = "R") file.path(R.home("bin"), name)

# An object file is older than what it was made of when any header or flag changed since: R's own
# make rules do not know of headers, so such objects are removed and built anew.
drop_stale_objects <- function(root) {
  sources <- list.files(file.path(root, "src"), recursive = TRUE, full.names = TRUE)
  objects <- grep("[.](o|so|dll)$", sources, value = TRUE)
  shared <- grep("([.]h|Makevars.*)$", sources, value = TRUE)
  libraries <- system.file("DESCRIPTION", package = c("hdf5lib"))
  newest <- max(file.mtime(c(shared, libraries, system.file("DESCRIPTION", package = "Rcpp"))))
  unlink(objects[file.mtime(objects) < newest])
}

# Builds the package from the tree and installs it into `library`.
install_package <- function(root, library) {
  drop_stale_objects(root)
  say("Building ch5mpy into ", library)
  Sys.setenv(MAKEFLAGS = "-j2")
  log <- tempfile(fileext = ".log")
  status <- system2(r_command(), c("CMD", "INSTALL", "--no-test-load", paste0("--library=", shQuote(library)), shQuote(root)),
                    stdout = log, stderr = log)
  Sys.unsetenv("MAKEFLAGS")
  if (status != 0L) {
    writeLines(readLines(log))
    stop("The package does not install")
  }
}
