# Reads all that is in each of the files that its arguments name, and says in a log which one it is in:
# `Rscript read-all.R log file ...`; see mutate.R.

suppressPackageStartupMessages(library(ch5mpy))
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
source(file.path(here, "../testthat/helper-hostile.R"))
arguments <- commandArgs(TRUE)
log <- file(arguments[1L], "w")
say <- function(...) {
  cat(..., "\n", sep = "", file = log)
  flush(log)
}
h5_options(max_memory = "20M")

for (path in arguments[-1L]) {
  say("begin ", path)
  tryCatch(read_everything(path), error = function(e) {
    say("bad ", path, "\t", class(e)[1L], ": ", gsub("[\t\n]", " ", conditionMessage(e)), " in ",
        gsub("[\t\n]", " ", paste(deparse(conditionCall(e)), collapse = " ")))
  })
}
