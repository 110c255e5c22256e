# Reads all that is in each of the files that its arguments name, and says in a log which one it is in:
# `Rscript read-all.R log file ...`; see mutate.R.

suppressPackageStartupMessages(library(ch5mpy))
arguments <- commandArgs(TRUE)
log <- file(arguments[1L], "w")
say <- function(...) {
  cat(..., "\n", sep = "", file = log)
  flush(log)
}
h5_options(max_memory = "20M")

read_all <- function(path) {
  d <- H5Dict(path)
  on.exit(h5_close(d))
  utils::capture.output(print(d), utils::str(d), print(h5_attributes(d, all = TRUE)), print(h5_ls(d)))
  for (key in names(d)) {
    attempt(utils::capture.output(print(d[[key]])))
    attempt(h5_info(d, key))
    attempt(as.list(h5_attributes(d, key, all = TRUE)))
    attempt(if (is(d[[key]], "H5Array")) sum(is.na(d[[key]])))
    attempt(h5_read(d, key))
  }
}

# One of our errors is an answer; what R says when it has no room is one too.
attempt <- function(expr) {
  tryCatch(suppressWarnings(expr), ch5mpy_error = function(e) NULL, error = function(e) {
    if (!grepl("cannot allocate", conditionMessage(e))) stop(e)
  })
}

for (path in arguments[-1L]) {
  say("begin ", path)
  tryCatch(attempt(read_all(path)), error = function(e) {
    say("bad ", path, "\t", class(e)[1L], ": ", gsub("[\t\n]", " ", conditionMessage(e)), " in ",
        gsub("[\t\n]", " ", paste(deparse(conditionCall(e)), collapse = " ")))
  })
}
