# The cases: for each peer the code that opens (`open`) and the code that is timed. Both run in a
# fresh process; `path` is the data file, `out` a path that does not exist. A peer without code for
# a case is left out of it.

peers <- list(
  ch5mpy = list(language = "R", setup = "library(ch5mpy)", open = 'x <- H5Array(path, "x")'),
  hdf5r = list(language = "R", setup = "library(hdf5r)",
               open = 'f <- H5File$new(path, "r"); x <- f[["x"]]'),
  rhdf5 = list(language = "R", setup = "library(rhdf5)", open = ""),
  HDF5Array = list(language = "R", setup = "suppressMessages(library(HDF5Array)); DelayedArray::setAutoBPPARAM(NULL)",
                   open = 'x <- HDF5Array(path, "x")'),
  h5lite = list(language = "R", setup = "library(h5lite)", open = ""),
  h5py = list(language = "python", setup = "import h5py, numpy as np",
              open = 'f = h5py.File(path, "r"); x = f["x"]')
)

# limit: "pread", "inflate" or NULL (no limit of its own).
bench_case <- function(name, file, ..., limit = NULL, open = list(), prepare = list()) {
  list(name = name, file = file, timed = list(...), limit = limit, open = open, prepare = prepare)
}

whole <- list(ch5mpy = "y <- as.array(x)", hdf5r = "y <- x$read()", rhdf5 = 'y <- h5read(path, "x")',
              HDF5Array = "y <- as.array(x)", h5lite = 'y <- h5_read(path, "x")', h5py = "y = x[...]")
block_sum <- function(per_block) paste(
  "y = 0.0", "step = 250", "for i in range(0, x.shape[0], step):",
  paste0("    b = x[i:i+step]; y += ", per_block), sep = "\n")
scalars_write <- list(
  ch5mpy = 'for (k in keys) d[[k]] <- 1.5',
  hdf5r = 'for (k in keys[1:1000]) f[[k]] <- 1.5',
  rhdf5 = 'for (k in keys[1:1000]) h5write(1.5, f, k)',
  h5lite = 'for (k in keys[1:1000]) h5_write(1.5, out, k)',
  h5py = "for k in keys: f[k] = 1.5")
keys_r <- 'keys <- paste0("k", 1:10000)'
keys_py <- 'keys = ["k%d" % (i + 1) for i in range(10000)]'

strided_slices <- function(step) {
  by <- function(n) paste0("seq(i %% ", step, " + 1, ", n, ", by = ", step, ")")
  at <- paste0("[", by(5000), ", ", by(4000), "]")
  bench_case(paste("100 strided slices, one in", step, "along both axes, contiguous"), "contiguous.h5",
    ch5mpy = paste0("for (i in 1:100) y <- as.array(x", at, ")"),
    hdf5r = paste0("for (i in 1:100) y <- x", at),
    rhdf5 = paste0('for (i in 1:100) y <- h5read(path, "x", index = list(', by(5000), ", ", by(4000), "))"),
    HDF5Array = paste0("for (i in 1:100) y <- as.array(x", at, ")"),
    h5py = paste0("for i in range(100): y = x[i % ", step, "::", step, ", i % ", step, "::", step, "]"))
}

random_rows <- function(k) {
  r <- paste0("set.seed(1); i <- sort(sample(100000, ", k, "))")
  bench_case(paste(format(k, big.mark = ","), "of 100,000 random rows, gzip"), "rows.h5",
    ch5mpy = paste0(r, "; y <- as.array(x[, i])"), hdf5r = paste0(r, "; y <- x[, i]"),
    rhdf5 = paste0(r, '; y <- h5read(path, "x", index = list(NULL, i))'),
    HDF5Array = paste0(r, "; y <- as.array(x[, i])"),
    h5py = paste0("i = np.sort(np.random.default_rng(1).choice(100000, ", k, ", replace=False)); y = x[i]"))
}

bench_cases <- list(
  do.call(bench_case, c(list("read contiguous whole", "contiguous.h5", limit = "pread"), whole)),
  do.call(bench_case, c(list("read gzip-4 whole", "gzip.h5", limit = "inflate"), whole)),
  do.call(bench_case, c(list("read shuffle + gzip-4 whole", "shuffle.h5", limit = "inflate"), whole)),
  strided_slices(10), strided_slices(50),
  bench_case("20 neighbouring slices, gzip", "gzip.h5", limit = "inflate",
    ch5mpy = "for (i in 1:20) y <- as.array(x[, (i - 1) * 200 + 1:200])",
    hdf5r = "for (i in 1:20) y <- x[, (i - 1) * 200 + 1:200]",
    rhdf5 = 'for (i in 1:20) y <- h5read(path, "x", index = list(NULL, (i - 1) * 200 + 1:200))',
    HDF5Array = "for (i in 1:20) y <- as.array(x[, (i - 1) * 200 + 1:200])",
    h5py = "for i in range(20): y = x[i * 200:(i + 1) * 200]"),
  bench_case("1,000 rows one by one, gzip", "gzip.h5",
    ch5mpy = "for (i in 1:1000) y <- as.array(x[, i])",
    hdf5r = "for (i in 1:100) y <- x[, i]",
    h5py = "for i in range(100): y = x[i]"),
  random_rows(10), random_rows(1000), random_rows(10000),
  bench_case("10,000 random elements of 20 million, sorted", "vector.h5",
    ch5mpy = "set.seed(1); i <- sort(sample(2e7, 10000)); y <- as.array(x[i])",
    hdf5r = "set.seed(1); i <- sort(sample(2e7, 10000)); y <- x[i]",
    HDF5Array = "set.seed(1); i <- sort(sample(2e7, 10000)); y <- as.array(x[i])",
    h5py = "i = np.sort(np.random.default_rng(1).choice(20000000, 10000, replace=False)); y = x[i]"),
  bench_case("10,000 random elements of 20 million, unsorted", "vector.h5",
    ch5mpy = "set.seed(1); i <- sample(2e7, 10000); y <- as.array(x[i])",
    hdf5r = "set.seed(1); i <- sample(2e7, 10000); y <- x[i]"),
  bench_case("sum(x * 2 + 1), contiguous", "contiguous.h5", limit = "warm",
    ch5mpy = "y <- sum(x * 2 + 1)", HDF5Array = "y <- sum(x * 2 + 1)",
    h5py = block_sum("(b * 2 + 1).sum()")),
  bench_case("sum(x * 2 + 1), gzip", "gzip.h5", limit = "inflate",
    ch5mpy = "y <- sum(x * 2 + 1)", HDF5Array = "y <- sum(x * 2 + 1)",
    h5py = block_sum("(b * 2 + 1).sum()")),
  bench_case("sum(exp(x)), gzip", "gzip.h5", limit = "inflate",
    ch5mpy = "y <- sum(exp(x))", HDF5Array = "y <- sum(exp(x))",
    h5py = block_sum("np.exp(b).sum()")),
  bench_case("colSums(x), gzip", "gzip.h5", limit = "inflate",
    ch5mpy = "y <- colSums(x)", HDF5Array = "y <- colSums(x)",
    h5py = "y = np.concatenate([x[i:i+250].sum(axis=1) for i in range(0, x.shape[0], 250)])"),
  bench_case("rowSums(x), gzip", "gzip.h5", limit = "inflate",
    ch5mpy = "y <- rowSums(x)", HDF5Array = "y <- rowSums(x)",
    h5py = "y = sum(x[i:i+250].sum(axis=0) for i in range(0, x.shape[0], 250))"),
  bench_case("y <- x * 2 + 1, gzip in, chunked out", "gzip.h5", limit = "inflate",
    ch5mpy = 'h5_write(x * 2 + 1, out, "y", chunk = c(500, 250))',
    HDF5Array = 'writeHDF5Array(x * 2 + 1, out, "y", chunkdim = c(500, 250), level = 0)',
    h5py = paste('g = h5py.File(out, "w")', 'y = g.create_dataset("y", x.shape, "f8", chunks=(250, 500))',
                 "for i in range(0, x.shape[0], 250): y[i:i+250] = x[i:i+250] * 2 + 1", "g.close()", sep = "\n")),
  bench_case("write gzip-4", "contiguous.h5",
    ch5mpy = 'h5_write(m, out, "y", chunk = c(500, 250), compression = "gzip-4")',
    hdf5r = 'f2 <- H5File$new(out, "w"); f2$create_dataset("y", m, chunk_dims = c(500, 250), gzip_level = 4); f2$close_all()',
    rhdf5 = 'h5createFile(out); h5createDataset(out, "y", dim(m), chunk = c(500, 250), level = 4, shuffle = FALSE); h5write(m, out, "y")',
    h5py = 'g = h5py.File(out, "w"); g.create_dataset("y", data=m, chunks=(250, 500), compression="gzip", compression_opts=4); g.close()',
    open = list(ch5mpy = 'm <- as.array(H5Array(path, "x"))', hdf5r = 'm <- H5File$new(path, "r")[["x"]]$read()',
                rhdf5 = 'm <- h5read(path, "x")', h5py = 'm = h5py.File(path, "r")["x"][...]')),
  do.call(bench_case, c(list("scalars written, a call each (h5py and ch5mpy 10,000, others 1,000)", "contiguous.h5",
    open = list(ch5mpy = paste(keys_r, 'd <- H5Dict(out, mode = "w")', sep = "\n"),
                hdf5r = paste(keys_r, 'f <- H5File$new(out, "w")', sep = "\n"),
                rhdf5 = paste(keys_r, "h5createFile(out); f <- H5Fopen(out)", sep = "\n"),
                h5lite = keys_r, h5py = paste(keys_py, 'f = h5py.File(out, "w")', sep = "\n"))), scalars_write)),
  bench_case("scalars read, a call each (h5py and ch5mpy 10,000, others 1,000)", "contiguous.h5",
    ch5mpy = "for (k in keys) y <- d[[k]]", hdf5r = "for (k in keys[1:1000]) y <- f[[k]]$read()",
    rhdf5 = "for (k in keys[1:1000]) y <- h5read(f, k)", h5lite = "for (k in keys[1:1000]) y <- h5_read(out, k)",
    h5py = "for k in keys: y = f[k][()]",
    open = list(ch5mpy = paste(keys_r, 'd <- H5Dict(out, mode = "w"); for (k in keys) d[[k]] <- 1.5', sep = "\n"),
                hdf5r = paste(keys_r, 'f <- H5File$new(out, "w"); for (k in keys[1:1000]) f[[k]] <- 1.5', sep = "\n"),
                rhdf5 = paste(keys_r, "h5createFile(out); f <- H5Fopen(out); for (k in keys[1:1000]) h5write(1.5, f, k)", sep = "\n"),
                h5lite = paste(keys_r, "for (k in keys[1:1000]) h5_write(1.5, out, k)", sep = "\n"),
                h5py = paste(keys_py, 'f = h5py.File(out, "w")\nfor k in keys: f[k] = 1.5', sep = "\n"))),
  do.call(bench_case, c(list("200,000 variable strings read", "strings.h5"), whole)),
  bench_case("x[1], 1,000 times on an open array", "vector.h5",
    ch5mpy = "for (i in 1:1000) y <- x[1]", hdf5r = "for (i in 1:1000) y <- x[1]",
    h5py = "for i in range(1000): y = x[0]")
)
