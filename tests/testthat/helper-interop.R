# Other programs that read and write our files: a Python with h5py, and HDF5's own tools.

# The command of a Python that has the modules, NULL without one.
find_python <- function(modules = "h5py") {
  candidates <- c(Sys.getenv("CH5MPY_PYTHON"), "python3", "/usr/bin/python3", "python")
  imports <- paste0("import ", paste(modules, collapse = ", "))
  for (python in Sys.which(candidates[nzchar(candidates)])) {
    if (!nzchar(python)) next
    status <- suppressWarnings(system2(python, c("-c", shQuote(imports)), stdout = FALSE, stderr = FALSE))
    if (status == 0L) return(python)
  }
  NULL
}

interop <- new.env()

h5py_python <- function() {
  if (is.null(interop$python)) interop$python <- list(find_python())
  interop$python[[1L]]
}

skip_without_h5py <- function() {
  if (is.null(h5py_python())) skip("no Python with h5py (on Debian: apt-get install python3-h5py)")
}

# What lines of Python print; `path` is their `path`. h5py and numpy (np) are imported.
run_python <- function(lines, path = "") {
  script <- withr::local_tempfile(fileext = ".py")
  writeLines(c("import sys, h5py, numpy as np", "path = sys.argv[1]", lines), script)
  output <- suppressWarnings(system2(h5py_python(), shQuote(c(script, path)), stdout = TRUE, stderr = TRUE))
  if (!is.null(attr(output, "status"))) stop("Python failed:\n", paste(output, collapse = "\n"))
  output
}

# What `h5dump` prints of a file.
run_h5dump <- function(path, ...) {
  if (!nzchar(Sys.which("h5dump"))) skip("no h5dump (on Debian: apt-get install hdf5-tools)")
  system2("h5dump", c(..., shQuote(path)), stdout = TRUE, stderr = TRUE)
}
