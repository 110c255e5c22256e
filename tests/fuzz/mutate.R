# Damages HDF5 files at random and reads all that is in them, in R processes of their own under limits of
# time and memory: each must end with an answer or with one of this package's errors.
#
#   Rscript tests/fuzz/mutate.R [seconds = 60] [seed = 1] [folder of files ...]
#
# Without folders the tests' fixtures are damaged. What crashes R, hangs, takes too much memory or raises an
# error of another class is kept in fuzz-found/ with a line that says so; the exit status is then 1.

here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
arguments <- commandArgs(TRUE)
seconds <- if (length(arguments) >= 1L) as.numeric(arguments[1L]) else 60
seed <- if (length(arguments) >= 2L) as.integer(arguments[2L]) else 1L
folders <- if (length(arguments) >= 3L) arguments[-(1:2)] else file.path(here, "../testthat/fixtures")

batch_size <- 25L
seconds_each <- 10
memory_kb <- 6e6 # of address space: R, its packages and the cap are far below

files <- list.files(folders, "[.](h5|hdf5|h5ad|loom|nc|mat|nxs)$", recursive = TRUE, full.names = TRUE)
files <- files[file.size(files) < 2e6]
stopifnot(length(files) > 0L)

# What a damaged length, count or address may be.
numbers <- c(0, 1, 127, 128, 255)

mutant <- function(bytes) {
  n <- length(bytes)
  # Most of a small file is metadata, and the first blocks always are.
  place <- function() if (runif(1) < 0.5) sample.int(min(n, 4096L), 1L) else sample.int(n, 1L)
  for (k in seq_len(sample(c(1L, 1L, 2L, 4L, 16L), 1L))) {
    at <- place()
    kind <- sample(c("byte", "bit", "number", "wide", "copy", "cut"), 1L, prob = c(4, 4, 4, 2, 1, 0.3))
    if (kind == "byte") bytes[at] <- as.raw(sample.int(256L, 1L) - 1L)
    if (kind == "bit") bytes[at] <- xor(bytes[at], as.raw(2^sample(0:7, 1L)))
    if (kind == "number") bytes[at] <- as.raw(sample(numbers, 1L))
    if (kind == "wide") bytes[at:min(n, at + 7L)] <- as.raw(sample(numbers, 1L))
    if (kind == "copy") {
      size <- min(sample.int(64L, 1L), n - at + 1L)
      from <- sample.int(n - size + 1L, 1L)
      bytes[at + seq_len(size) - 1L] <- bytes[from + seq_len(size) - 1L]
    }
    if (kind == "cut") bytes <- bytes[seq_len(max(at, 16L))]
    n <- length(bytes)
  }
  bytes
}

make_batch <- function(folder) {
  unlink(folder, recursive = TRUE)
  dir.create(folder)
  vapply(seq_len(batch_size), function(k) {
    file <- sample(files, 1L)
    path <- file.path(folder, sprintf("%03d_%s", k, basename(file)))
    writeBin(mutant(readBin(file, "raw", file.size(file))), path)
    path
  }, "")
}

# Reads the files from the `first` on in one process; which one it was in when it died, and how.
run_batch <- function(paths, first) {
  log <- tempfile()
  command <- sprintf(
    "ulimit -v %.0f; ulimit -c 0; timeout -k 5 %.0f Rscript --vanilla %s %s %s > /dev/null 2>%s",
    memory_kb, seconds_each * length(paths), shQuote(file.path(here, "read-all.R")), shQuote(log),
    paste(shQuote(paths[first:length(paths)]), collapse = " "), shQuote(paste0(log, ".err"))
  )
  status <- system(command)
  list(status = status, lines = readLines(log, warn = FALSE), err = readLines(paste0(log, ".err"), warn = FALSE))
}

found <- 0L
keep <- function(path, what) {
  found <<- found + 1L
  dir.create("fuzz-found", showWarnings = FALSE)
  name <- sprintf("seed%d_%03d_%s", seed, found, basename(path))
  file.copy(path, file.path("fuzz-found", name), overwrite = TRUE)
  cat(name, ": ", what, "\n", sep = "")
}

set.seed(seed)
start <- proc.time()[[3L]]
tried <- 0L
while (proc.time()[[3L]] - start < seconds) {
  paths <- make_batch(file.path(tempdir(), "batch"))
  first <- 1L
  while (first <= length(paths)) {
    ran <- run_batch(paths, first)
    begun <- sub("^begin ", "", grep("^begin ", ran$lines, value = TRUE))
    for (line in grep("^bad ", ran$lines, value = TRUE)) {
      parts <- strsplit(sub("^bad ", "", line), "\t", fixed = TRUE)[[1L]]
      keep(parts[1L], parts[2L])
    }
    if (ran$status == 0L) break
    died_in <- if (length(begun)) begun[length(begun)] else paths[first]
    keep(died_in, paste0("status ", ran$status, " ", paste(utils::tail(ran$err, 3L), collapse = " | ")))
    first <- match(died_in, paths) + 1L
  }
  tried <- tried + length(paths)
}
cat(tried, "files read,", found, "found\n")
quit(status = if (found > 0L) 1L else 0L)
