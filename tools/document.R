# Regenerates what is generated: src/RcppExports.cpp, R/RcppExports.R, NAMESPACE and man/. To be run
# after a change of an export or of a help page; what it writes is committed.
#
#   Rscript tools/document.R
source(file.path(dirname(gsub("~+~", " ", sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)),
                               fixed = TRUE)), "setup-library.R"))

root <- source_root()
install_missing(c(described_packages(root), "roxygen2"), writable_library())
Rcpp::compileAttributes(root)
fresh <- file.path(tempdir(), "library")
dir.create(fresh)
use_library(fresh)
install_package(root, fresh, "--no-docs")
roxygen2::roxygenise(root, load_code = roxygen2::load_installed)
