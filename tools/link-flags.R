# Prints the linker flags of src/Makevars: HDF5 (hdf5lib), libdeflate's archive, and the flags that
# keep their symbols to ourselves so that other HDF5 bindings can live in the same process.
archive <- list.files(system.file("lib", package = "libdeflate", mustWork = TRUE),
                      "^(lib)?deflate.*[.]a$", recursive = TRUE, full.names = TRUE)
arch <- Sys.getenv("R_ARCH")
if (length(archive) > 1L && nzchar(arch)) {
  own <- grepl(basename(arch), archive, fixed = TRUE)
  if (any(own)) archive <- archive[own]
}
stopifnot("libdeflate's archive was not found" = length(archive) >= 1L)
hdf5 <- paste(utils::capture.output(flags <- hdf5lib::ld_flags()), flags)
hide <- if (identical(Sys.info()[["sysname"]], "Linux") || .Platform$OS.type == "windows")
  "-Wl,--exclude-libs,ALL" else ""
cat(trimws(paste(hdf5, archive[[1L]], hide)), "\n", sep = "")
