# What the journal costs: the same writes with and without `atomic`, in one process, in turn.
#
#   Rscript bench/journal.R [megabytes, 160]
#
# New data goes straight to the file: at most 1.1 times. Overwritten data is written twice: at most 2.2.
suppressMessages(library(ch5mpy))

megabytes <- c(as.numeric(commandArgs(TRUE)), 160)[1L]
values <- lapply(1:2, function(i) runif(megabytes * 2^20 / 8) + i)
folder <- tempfile("journal-")
dir.create(folder)

seconds <- function(code) system.time(code)[["elapsed"]]

new_data <- function(atomic) {
  path <- file.path(folder, "new.h5")
  unlink(path)
  with_h5_options(list(atomic = atomic), {
    d <- H5Dict(path, "w")
    took <- seconds({
      h5_write(values[[1L]], d, "x", chunk = 131072)
      h5_flush(d)
    })
    h5_close(d)
  })
  took
}

# Other values each time: bytes that are there already are not written.
overwriting <- function(atomic) {
  values <<- rev(values)
  path <- file.path(folder, "over.h5")
  if (!file.exists(path)) h5_write(values[[1L]], path, "x", chunk = 131072)
  with_h5_options(list(atomic = atomic), {
    d <- H5Dict(path, "r+")
    took <- seconds({
      x <- d$x
      x[] <- values[[2L]]
      h5_flush(d)
    })
    h5_close(d)
  })
  took
}

for (work in c("new_data", "overwriting")) {
  run <- get(work)
  times <- vapply(1:7, function(i) {
    if (i %% 2L) c(run(TRUE), run(FALSE)) else rev(c(run(FALSE), run(TRUE)))
  }, c(0, 0))
  best <- apply(times, 1L, min)
  cat(sprintf("%-12s journalled %.3f s, straight %.3f s: %.2f times\n", work, best[1L], best[2L], best[1L] / best[2L]))
}
unlink(folder, recursive = TRUE)
