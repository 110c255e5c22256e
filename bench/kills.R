# Kills processes that write, and checks what is left of their files: more of what
# tests/testthat/test-crash-kill.R does.
#
#   Rscript bench/kills.R [number of kills, 1000] [first seed, 1]
suppressMessages(library(ch5mpy))
root <- dirname(dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))))
source(file.path(root, "tests", "testthat", "helper-kills.R"))

arguments <- as.integer(commandArgs(TRUE))
kills <- if (length(arguments) > 0L) arguments[1L] else 1000L
first <- if (length(arguments) > 1L) arguments[2L] else 1L

wrong <- 0L
refused <- journals <- commits <- 0
for (seeds in split(seq(first, length.out = kills), (seq_len(kills) - 1L) %/% 50L)) {
  folder <- tempfile("kills-")
  dir.create(folder)
  rows <- run_kills(seeds, folder)
  if (any(!rows$right)) print(rows[!rows$right, ])
  wrong <- wrong + sum(!rows$right)
  refused <- refused + sum(rows$refused)
  journals <- journals + sum(rows$journal)
  commits <- commits + sum(rows$committed)
  if (all(rows$right)) unlink(folder, recursive = TRUE) else cat("kept", folder, "\n")
}
cat(sprintf("%d kills, %d commits; %d files with a journal, %d that others refused until it was replayed; %d wrong\n",
            kills, commits, journals, refused, wrong))
quit(status = as.integer(wrong > 0L))
