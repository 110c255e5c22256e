# Measures every case of bench/cases.R side by side: Rscript bench/run.R [pattern]
# Each measurement is a fresh process; peers are interleaved; best of three. Prints a Markdown table
# with the ratios to ch5mpy and the limits, and writes it to bench/results.md. Data files are made in
# the folder that CH5MPY_BENCH_DATA names (default: a folder below tempdir()).
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)[1L])))
source(file.path(here, "cases.R"))
pattern <- c(commandArgs(trailingOnly = TRUE), ".")[[1L]]
data_dir <- Sys.getenv("CH5MPY_BENCH_DATA", file.path(tempdir(), "bench"))
dir.create(data_dir, showWarnings = FALSE, recursive = TRUE)
repeats <- 3L

python <- Filter(function(p) nzchar(p) && system2(p, c("-c", shQuote("import h5py")), stdout = FALSE, stderr = FALSE) == 0L,
                 c("/usr/bin/python3", Sys.which("python3")))[1L]
if (is.na(python)) stop("python3 with h5py makes the data: run bench/setup.sh first")
stopifnot(system2(python, c(file.path(here, "make-data.py"), data_dir)) == 0L)

limit_binary <- file.path(tempdir(), "limit")
libdeflate <- list.files(system.file("lib", package = "libdeflate"), "[.]a$", recursive = TRUE, full.names = TRUE)[1L]
stopifnot(system2("g++", c("-O2", "-std=c++17", paste0("-I", system.file("include", package = "libdeflate")),
                           file.path(here, "limit.cpp"), "-o", limit_binary, libdeflate, "-lpthread")) == 0L)

chunk_list <- function(path) {
  code <- paste("import h5py", sprintf("d = h5py.File(%s, 'r')['x'].id", shQuote(path)),
    "print('%s')", "raw = 8", "for s in h5py.File('%s', 'r')['x'].chunks: raw *= s",
    "for i in range(d.get_num_chunks()):", "    c = d.get_chunk_info(i); print(c.byte_offset, c.size, raw)", sep = "\n")
  file <- tempfile(fileext = ".py")
  writeLines(gsub("%s", path, code, fixed = TRUE), file)
  list <- tempfile()
  system2(python, file, stdout = list)
  list
}
measure_limit <- function(case) {
  path <- file.path(data_dir, case$file)
  args <- switch(case$limit, inflate = c("inflate", chunk_list(path)), c(case$limit, path, "2048", "160000000"))
  as.numeric(system2(limit_binary, args, stdout = TRUE))
}

child_code <- function(case, peer) {
  spec <- peers[[peer]]
  open <- if (is.null(case$open[[peer]])) spec$open else case$open[[peer]]
  path <- file.path(data_dir, case$file)
  out <- tempfile(fileext = ".h5")
  if (spec$language == "R") {
    c(sprintf(".libPaths(%s)", deparse1(.libPaths())), spec$setup,
      sprintf("path <- %s; out <- %s", deparse(path), deparse(out)), open, "invisible(gc())",
      "t0 <- proc.time()[[3L]]; s0 <- Sys.time()", case$timed[[peer]],
      'cat("seconds", as.numeric(difftime(Sys.time(), s0, units = "secs")), "\\n")', "unlink(out)")
  } else {
    c(spec$setup, "import time, os", sprintf("path = %s; out = %s", deparse(path), deparse(out)), open,
      "t0 = time.perf_counter()", case$timed[[peer]], 'print("seconds", time.perf_counter() - t0)',
      "os.path.exists(out) and os.remove(out)")
  }
}
measure <- function(case, peer) {
  r <- peers[[peer]]$language == "R"
  file <- tempfile(fileext = if (r) ".R" else ".py")
  writeLines(child_code(case, peer), file)
  command <- if (r) file.path(R.home("bin"), "Rscript") else python
  printed <- suppressWarnings(system2(command, file, stdout = TRUE, stderr = FALSE))
  line <- grep("^seconds ", printed, value = TRUE)
  if (length(line) == 0L) NA_real_ else as.numeric(strsplit(line, " ")[[1L]][2L])
}
installed <- function(peer) peers[[peer]]$language == "python" || requireNamespace(peer, quietly = TRUE)

available <- Filter(installed, names(peers))
rows <- list()
for (case in Filter(function(case) grepl(pattern, case$name), bench_cases)) {
  who <- intersect(available, names(case$timed))
  best <- setNames(rep(NA_real_, length(peers)), names(peers))
  for (i in seq_len(repeats)) for (peer in who) best[[peer]] <- min(best[[peer]], measure(case, peer), na.rm = TRUE)
  best[is.infinite(best)] <- NA_real_
  limit <- if (is.null(case$limit)) NA_real_ else measure_limit(case)
  rows[[case$name]] <- c(best, limit = limit)
  message(case$name, ": ", paste(names(rows[[case$name]]), signif(rows[[case$name]], 3), collapse = "  "))
}

cell <- function(seconds, own) ifelse(is.na(seconds), "", sprintf("%.4f (%.2fx)", seconds, seconds / own))
table <- c(
  paste0("| case | ch5mpy s | ", paste(c(setdiff(names(peers), "ch5mpy"), "limit"), collapse = " | "), " |"),
  paste0("|", strrep(" --- |", length(peers) + 2L)),
  vapply(names(rows), function(name) {
    row <- rows[[name]]
    paste0("| ", name, " | ", sprintf("%.4f", row[["ch5mpy"]]), " | ",
           paste(cell(row[setdiff(names(row), "ch5mpy")], row[["ch5mpy"]]), collapse = " | "), " |")
  }, ""))
writeLines(table, file.path(here, "results.md"))
writeLines(table)
