# The library of R packages that the other tools need: what is missing is installed from CRAN, and
# the package itself on top. Sourced by them; nothing here runs by itself.

say <- function(...) cat("-- ", ..., "\n", sep = "")

# The root of the source tree, whatever the working directory is.
source_root <- function() {
  script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[[1L]])
  script <- gsub("~+~", " ", script, fixed = TRUE)  # R's spelling of a space there
  normalizePath(file.path(dirname(script), ".."))
}

r_command <- function(name = "R") file.path(R.home("bin"), name)

# ---- Libraries ----

# The library to install into: the user's where the environment names one, else the first that can be
# written to (a site's, for an administrator), else the user's own. It is made if need be; R's own is
# left alone. From now on it is the first, here and in every process started from here.
writable_library <- function() {
  libraries <- setdiff(.libPaths(), normalizePath(.Library))
  writable <- libraries[file.access(libraries, 2L) == 0L]
  user <- user_library()
  if (user != default_user_library() || !length(writable)) {
    if (!dir.exists(user) && !dir.create(user, recursive = TRUE)) stop("The library ", user, " cannot be made")
    return(use_library(user))
  }
  use_library(writable[[1L]])
}

user_library <- function() {
  named <- strsplit(Sys.getenv("R_LIBS_USER"), .Platform$path.sep, fixed = TRUE)[[1L]]
  named <- named[nzchar(named) & named != "NULL"]
  if (length(named)) path.expand(named[[1L]]) else default_user_library()
}

# What R itself takes for the user's library when nothing is said.
default_user_library <- function() {
  version <- paste(R.version$major, sub("[.].*", "", R.version$minor), sep = ".")
  file.path(path.expand("~"), "R", paste0(R.version$platform, "-library"), version)
}

use_library <- function(library) {
  library <- normalizePath(library)
  .libPaths(unique(c(library, .libPaths())))
  Sys.setenv(R_LIBS = paste(.libPaths(), collapse = .Platform$path.sep))
  invisible(library)
}

# ---- Packages from CRAN ----

# The packages that DESCRIPTION names in `fields`, without R itself.
described_packages <- function(root, fields = c("Imports", "LinkingTo")) {
  entries <- read.dcf(file.path(root, "DESCRIPTION"), fields)
  names <- trimws(sub("[(].*", "", unlist(strsplit(entries[!is.na(entries)], ","))))
  setdiff(unique(names), "R")
}

is_installed <- function(packages) {
  vapply(packages, function(name) nzchar(system.file(package = name)), NA)
}

cran <- function() {
  repos <- getOption("repos")
  if ("CRAN" %in% names(repos) && repos[["CRAN"]] != "@CRAN@") repos[["CRAN"]] else "https://cloud.r-project.org"
}

# Installs what is missing of `packages` into `library`. What is merely `wanted` may be missing
# afterwards (the tests that need it are skipped); the rest may not.
install_missing <- function(packages, library, wanted = character()) {
  missing <- setdiff(c(packages, wanted), c(packages, wanted)[is_installed(c(packages, wanted))])
  if (!length(missing)) return(invisible())
  say("Installing from CRAN into ", library, ": ", paste(missing, collapse = ", "))
  if ("hdf5lib" %in% missing) say("hdf5lib compiles HDF5, once; this takes some minutes")
  if ("libdeflate" %in% missing) require_cmake()
  # fs, which testthat needs, brings the library that it would else look for in the system.
  if (!nzchar(Sys.getenv("USE_BUNDLED_LIBUV"))) Sys.setenv(USE_BUNDLED_LIBUV = "1")
  old <- options(timeout = max(600, getOption("timeout")))
  on.exit(options(old))
  with_jobs(utils::install.packages(missing, lib = library, repos = cran(), Ncpus = 2L, quiet = TRUE,
                                    INSTALL_opts = "--no-docs"))
  absent <- packages[!is_installed(packages)]
  if (length(absent)) stop("Could not be installed: ", paste(absent, collapse = ", "))
}

# CRAN's libdeflate builds with CMake.
require_cmake <- function() {
  found <- function() nzchar(Sys.which("cmake")) || file.exists("/Applications/CMake.app/Contents/bin/cmake")
  if (found()) return(invisible())
  if (identical(unname(Sys.info()["effective_user"]), "root") && nzchar(Sys.which("apt-get"))) {
    say("Installing cmake, which libdeflate is built with")
    system2("apt-get", c("update", "-q"), stdout = FALSE, stderr = FALSE)
    system2("apt-get", c("install", "-qy", "cmake"), stdout = FALSE, stderr = FALSE,
            env = "DEBIAN_FRONTEND=noninteractive")
  }
  if (!found()) stop("CRAN's libdeflate is built with CMake: install cmake and run this again")
}

# Two compilers at a time, unless the user's environment says otherwise.
with_jobs <- function(code) {
  if (nzchar(Sys.getenv("MAKEFLAGS"))) return(code)
  Sys.setenv(MAKEFLAGS = "-j2")
  on.exit(Sys.unsetenv("MAKEFLAGS"))
  code
}

# ---- The package itself ----

# R's make rules do not know of headers: objects older than any header, or than the flags or libraries
# they were built with, are removed so that they are built anew.
drop_stale_objects <- function(root) {
  files <- list.files(file.path(root, "src"), recursive = TRUE, full.names = TRUE)
  objects <- grep("[.](o|so|dll)$", files, value = TRUE)
  headers <- grep("[.]h$|Makevars", files, value = TRUE)
  libraries <- character()
  for (name in described_packages(root, "LinkingTo")) libraries <- c(libraries, system.file("DESCRIPTION", package = name))
  unlink(objects[file.mtime(objects) < max(file.mtime(c(headers, libraries)), na.rm = TRUE)])
}

# Builds the package from the tree and installs it into `library`; `...` are options of R CMD INSTALL.
# What the compiler says is shown only when that fails, without the commands.
install_package <- function(root, library, ...) {
  say("Building ch5mpy and installing it into ", library)
  drop_stale_objects(root)
  log <- tempfile(fileext = ".log")
  args <- c("CMD", "INSTALL", "--no-test-load", ..., shQuote(paste0("--library=", library)), shQuote(root))
  status <- with_jobs(system2(r_command(), args, stdout = log, stderr = log))
  if (status == 0L) return(invisible())
  writeLines(grep(" -c .+ -o ", readLines(log, warn = FALSE), value = TRUE, invert = TRUE))
  stop("ch5mpy could not be built")
}
