# Prints what the Makefile beside it builds, below src: every file of core, codec and journal, and
# those of store and engine that do not reach HDF5 through any header, and two of hdf5. And what it
# needs of installed packages: the include paths of Catch (testthat brings it) and libdeflate,
# libdeflate's archive, and HDF5's, in which zstd and lz4 are.
src <- file.path("..", "..", "src")

own_includes <- function(file) {
  lines <- readLines(file.path(src, file), warn = FALSE)
  sub("^#include \"(.*)\".*", "\\1", grep("^#include \"", lines, value = TRUE))
}

reaches_hdf5 <- function(file) {
  seen <- character()
  queue <- file
  while (length(queue)) {
    seen <- c(seen, queue)
    queue <- setdiff(unlist(lapply(queue[file.exists(file.path(src, queue))], own_includes)), seen)
  }
  any(startsWith(seen, "hdf5/"))
}

files <- list.files(src, "[.]cpp$", recursive = TRUE)
files <- grep("^(core|codec|journal|store|engine)/", files, value = TRUE)
files <- files[!vapply(files, reaches_hdf5, NA)]
# What looks at a file before HDF5 does needs no HDF5 either.
files <- c(files, "hdf5/superblock.cpp", "hdf5/heap_guard.cpp")
archive <- list.files(system.file("lib", package = "libdeflate", mustWork = TRUE),
                      "^(lib)?deflate.*[.]a$", recursive = TRUE, full.names = TRUE)
hdf5 <- system.file("lib", "libhdf5z.a", package = "hdf5lib", mustWork = TRUE)
cat(files, archive[[1L]], hdf5,
    paste0("-I", system.file("include", package = "testthat", mustWork = TRUE)),
    paste0("-I", system.file("include", package = "libdeflate", mustWork = TRUE)))
