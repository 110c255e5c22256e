# Prints what the Makefile beside it needs from installed packages: include paths of Catch (testthat
# brings it) and libdeflate, and libdeflate's archive.
deflate <- list.files(system.file("lib", package = "libdeflate", mustWork = TRUE),
                      "^(lib)?deflate.*[.]a$", recursive = TRUE, full.names = TRUE)
cat(paste0("-I", system.file("include", package = "testthat", mustWork = TRUE)),
    paste0("-I", system.file("include", package = "libdeflate", mustWork = TRUE)),
    deflate[[1L]])
