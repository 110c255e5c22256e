# Runs every test: the order of the layers, the C++ tests, and the R tests on the installed package.
# Installs what is missing first. Ends with one line `N passed, N failed, N skipped` and fails when
# a test failed.
#
#   Rscript tools/test.R            everything
#   Rscript tools/test.R dict       only the R test files whose names match "dict"
source(file.path(dirname(gsub("~+~", " ", sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)),
                               fixed = TRUE)), "setup-library.R"))

# What a run of something found.
counts <- function(passed = 0L, failed = 0L, skipped = 0L) {
  c(passed = passed, failed = failed, skipped = skipped)
}

test_layers <- function(root) {
  say("Layers")
  status <- system2(r_command("Rscript"), shQuote(c(file.path(root, "tools", "check-layers.R"), root)))
  if (status == 0L) counts(passed = 1L) else counts(failed = 1L)
}

# One count a test case: a case may hold thousands of checks in a loop.
test_cpp <- function(root) {
  say("C++ tests")
  folder <- file.path(root, "tests", "cpp")
  make <- c("-C", shQuote(folder), "--no-print-directory", "-s", "-j2", paste0("R_BIN=", shQuote(r_command())))
  if (system2("make", c(make, "all")) != 0L) return(counts(failed = 1L))
  report <- tempfile(fileext = ".xml")
  status <- system2("make", c(make, "check", shQuote(paste("ARGS=-r xml -o", report))))
  lines <- if (file.exists(report)) readLines(report, warn = FALSE) else character()
  passed <- sum(grepl("<OverallResult success=\"true\"", lines, fixed = TRUE))
  failed <- sum(grepl("<OverallResult success=\"false\"", lines, fixed = TRUE))
  if (status != 0L) {
    system2("make", c(make, "check"))
    failed <- max(failed, 1L)
  }
  counts(passed, failed)
}

# In a process of its own, so that a crash is a failed test and not the end of the report.
test_r <- function(root, filter) {
  say("R tests")
  result <- tempfile(fileext = ".rds")
  script <- tempfile(fileext = ".R")
  dump(c("run_testthat", "count_expectations", "counts"), script)
  folder <- file.path(root, "tests", "testthat")
  cat(sprintf("saveRDS(run_testthat(%s, %s), %s)\n", deparse(folder), deparse(filter), deparse(result)),
      file = script, append = TRUE)
  status <- system2(r_command("Rscript"), c("--no-init-file", shQuote(script)))
  if (status == 0L && file.exists(result)) return(readRDS(result))
  say("The process that ran the R tests ended early, with status ", status)
  counts(failed = 1L)
}

run_testthat <- function(folder, filter) {
  results <- testthat::test_dir(
    folder, package = "ch5mpy", load_package = "installed", filter = filter,
    reporter = testthat::CheckReporter$new(), stop_on_failure = FALSE, stop_on_warning = FALSE
  )
  count_expectations(results)
}

count_expectations <- function(results) {
  kinds <- unlist(lapply(results, function(test) lapply(test$results, function(r) class(r)[[1L]])))
  counts(
    sum(kinds == "expectation_success"),
    sum(kinds %in% c("expectation_failure", "expectation_error")),
    sum(kinds == "expectation_skip")
  )
}

# The R tests need the package: into a library of this run, so that what the user has stays as it is.
test_package <- function(root, filter) {
  library <- file.path(tempdir(), "library")
  dir.create(library)
  use_library(library)
  built <- tryCatch({
    install_package(root, library, "--no-docs")
    TRUE
  }, error = function(e) {
    say(conditionMessage(e))
    FALSE
  })
  if (built) test_r(root, filter) else counts(failed = 1L)
}

main <- function(filter = NULL) {
  root <- source_root()
  install_missing(c(described_packages(root), "testthat", "codetools"), writable_library(),
                  wanted = described_packages(root, "Suggests"))
  total <- counts()
  if (is.null(filter)) total <- test_layers(root) + test_cpp(root)
  total <- total + test_package(root, filter)
  cat(sprintf("%d passed, %d failed, %d skipped\n", total[["passed"]], total[["failed"]], total[["skipped"]]))
  quit(status = if (total[["failed"]] > 0L) 1L else 0L)
}

do.call(main, as.list(commandArgs(TRUE)))
