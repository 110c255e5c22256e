# Regenerates src/RcppExports.cpp, R/RcppExports.R, NAMESPACE and man/. Run from the package's root
# after a change of an export or of a help page: Rscript tools/document.R
Rcpp::compileAttributes(".")
library_dir <- file.path(tempdir(), "library")
dir.create(library_dir)
status <- system2(file.path(R.home("bin"), "R"),
                  c("CMD", "INSTALL", "--no-docs", "--no-test-load", paste0("--library=", library_dir), "."))
if (status != 0L) stop("the package does not install")
.libPaths(c(library_dir, .libPaths()))
roxygen2::roxygenise(".", load_code = roxygen2::load_installed)
