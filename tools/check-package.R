# Builds the package and runs R CMD check on it; fails on an ERROR or a WARNING. The tests are left
# out: tools/test.R runs them.
#
#   Rscript tools/check-package.R [folder for what is built]
source(file.path(dirname(gsub("~+~", " ", sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)),
                               fixed = TRUE)), "setup-library.R"))

check_package <- function(folder = tempfile("check")) {
  root <- source_root()
  dir.create(folder, showWarnings = FALSE)
  writable <- writable_library()
  install_missing(described_packages(root), writable, wanted = described_packages(root, "Suggests"))
  setwd(folder)
  if (system2(r_command(), c("CMD", "build", "--no-manual", shQuote(root))) != 0L) return(FALSE)
  tarball <- list.files(".", "^ch5mpy_.*[.]tar[.]gz$")
  # A suggested package that could not be had, or a clock without network, is no fault of the package.
  Sys.setenv(`_R_CHECK_FORCE_SUGGESTS_` = "false", `_R_CHECK_SYSTEM_CLOCK_` = "0")
  with_jobs(system2(r_command(), c("CMD", "check", "--no-manual", "--no-tests", tarball)))
  status <- utils::tail(grep("^Status: ", readLines("ch5mpy.Rcheck/00check.log", warn = FALSE), value = TRUE), 1L)
  length(status) == 1L && !grepl("ERROR|WARNING", status)
}

if (!do.call(check_package, as.list(commandArgs(TRUE)))) quit(status = 1L)
