# Elements are read and written beside HDF5: they must be those that HDF5 gives, whatever the layout,
# filters, byte order, threads, and whoever wrote last.

# Datasets "x1", "x2", ... of many kinds by h5py, and beside each the same values as plain doubles.
sweep_file <- function(env = parent.frame()) {
  skip_without_h5py()
  path <- local_path("sweep.h5", env)
  run_python(c(
    "rng = np.random.default_rng(11)",
    "f = h5py.File(path, 'w')",
    "types = ['<i1', '<u2', '>i2', '<i4', '>i4', '>u4', '<f2', '<f4', '>f4', '<f8', '>f8', '?']",
    "filters = [None, {}, dict(compression='gzip'), dict(compression='gzip', shuffle=True, fletcher32=True),",
    "           dict(fletcher32=True), dict(shuffle=True), dict(compression='lzf')]",
    "n = 0",
    "for t in types:",
    "    for shape in [(60,), (9, 7), (5, 4, 6)]:",
    "        for how in filters:",
    "            n += 1",
    "            v = rng.integers(0, 2 if t == '?' else 100, size=shape).astype(t)",
    "            more = {} if how is None else dict(how, maxshape=(None,) * len(shape),",
    "                chunks=tuple(int(rng.integers(1, s + 1)) for s in shape))",
    "            if n % 3 == 0: more['fillvalue'] = True if t == '?' else 7",
    "            x = f.create_dataset('x%d' % n, shape=shape, dtype=t, **more)",
    "            if n % 4: x[...] = v",
    "            else: x[: shape[0] // 2] = v[: shape[0] // 2]",
    "            f['e%d' % n] = x[...].astype('<f8')",
    "f['count'] = n"
  ), path)
  path
}

any_index <- function(extent) {
  switch(sample(6L, 1L), TRUE, sort(sample(extent, sample(extent, 1L))), sample(extent, sample(extent, 1L)),
         seq(1L, extent, by = sample(4L, 1L)), rev(seq_len(extent)), seq.int(max(1L, extent %/% 3L), extent))
}

extents <- function(x) if (is.null(dim(x))) length(x) else dim(x)

pick <- function(x, index) do.call(`[`, c(list(x), index, if (length(index) > 1L) list(drop = FALSE)))

test_that("elements are those that HDF5 reads, for each type, layout and filter, on one thread and on two", {
  path <- sweep_file()
  for (threads in 1:2) {
    withr::local_seed(threads)
    with_h5_options(list(threads = threads, max_memory = c("1K", "1M")[[threads]]), {
      for (order in c("R", "C")) {
        d <- H5Dict(path, order = order)
        for (i in seq_len(d$count)) {
          x <- d[[paste0("x", i)]]
          expected <- as.array(d[[paste0("e", i)]])
          same <- function(got, wanted) {
            expect_equal(as.double(as.array(got)), as.double(wanted), info = paste(order, i))
          }
          same(x, expected)
          for (round in 1:3) {
            index <- lapply(extents(x), any_index)
            same(pick(x, index), pick(expected, index))
          }
          positions <- sample(length(expected), 20L, TRUE)
          same(x[positions], expected[positions])
        }
        h5_close(d)
      }
    })
  }
})

test_that("what is assigned is what Python's h5py reads, for each type, layout and filter", {
  path <- sweep_file()
  for (threads in 1:2) {
    withr::local_seed(threads)
    with_h5_options(list(threads = threads), {
      d <- H5Dict(path, "r+")
      for (i in seq_len(d$count)) {
        x <- d[[paste0("x", i)]]
        # HDF5 converts these, and loses track of which chunks its own lzf filter could not make smaller.
        if (i %% 7L == 0L && identical(h5_info(x)$type, "float16")) next
        e <- d[[paste0("e", i)]]
        plain <- as.array(e)
        for (round in 1:2) {
          index <- lapply(extents(x), any_index)
          index <- lapply(index, function(k) if (isTRUE(k)) TRUE else unique(k))
          value <- pick(plain, index)
          value[] <- if (is.logical(as.vector(x[rep(1L, 2L)]))) sample(0:1, length(value), TRUE) else sample(90L, length(value), TRUE)
          stored <- if (is.logical(as.vector(x[rep(1L, 2L)]))) value != 0 else value
          do.call(`[<-`, c(list(x), index, list(value = stored)))
          do.call(`[<-`, c(list(e), index, list(value = value)))
          plain <- do.call(`[<-`, c(list(plain), index, list(value = value)))
          expect_equal(as.double(as.array(x)), as.double(plain), info = i)
        }
      }
      h5_close(d)
    })
  }
  printed <- run_python(c(
    "f = h5py.File(path, 'r')", "n = f['count'][()]",
    "print([int(i) for i in range(1, int(n) + 1) if not np.array_equal(f['x%d' % i][...].astype('<f8'), f['e%d' % i][...])])"
  ), path)
  expect_identical(printed, "[]")
})

test_that("single elements, slices and the whole see what was just written, through any handle", {
  for (compression in c("none", "gzip-4")) {
    path <- local_path()
    d <- H5Dict(path, "w")
    m <- matrix(as.double(1:600), 30, 20)
    h5_write(m, d, "x", chunk = c(7, 6), compression = compression)
    h5_write(m, d, "other", chunk = c(7, 6), compression = compression)
    x <- d$x
    again <- H5Array(path, "x")
    for (round in 1:30) {
      i <- sample(30L, 1L)
      j <- sample(20L, 1L)
      expect_identical(again[i, j], m[i, j])
      x[i, j] <- m[i, j] <- -round
      d$other[i, ] <- x[i, ]
      expect_identical(again[i, j], m[i, j])
      expect_identical(as.vector(d$other[i, ]), m[i, ])
      expect_identical(as.vector(again[, j]), m[, j])
    }
    expect_identical(as.array(again), m)
    h5_resize(x, c(33, 9))
    expect_identical(as.array(again)[1:30, ], m[, 1:9])
    expect_identical(as.vector(as.array(again)[31:33, ]), numeric(27))
    h5_resize(x, c(33, 20))
    expect_identical(as.array(again)[1:30, 10:20], matrix(0, 30, 11))
    d$x <- m * 2
    expect_identical(as.array(d$x), m * 2)
    h5_close(again)
    h5_close(d)
  }
})

test_that("a change by another process is seen", {
  skip_without_h5py()
  for (compression in c("None", "'gzip'")) {
    path <- local_path()
    run_python(sprintf("h5py.File(path, 'w').create_dataset('x', data=np.arange(100.0), chunks=(10,), compression=%s)", compression), path)
    x <- H5Array(path, "x")
    expect_identical(x[5], 4)
    expect_identical(as.vector(x[3:6]), c(2, 3, 4, 5))
    Sys.sleep(0.05)
    run_python("f = h5py.File(path, 'r+'); f['x'][2:5] = [-1, -2, -3]; f.close()", path)
    expect_identical(x[5], -3)
    expect_identical(as.vector(x[3:6]), c(-1, -2, -3, 5))
    h5_close(x)
  }
})

test_that("a user block before the file moves nothing", {
  skip_without_h5py()
  path <- local_path()
  run_python(c(
    "f = h5py.File(path, 'w', userblock_size=1024)", "f['x'] = np.arange(1000.0)",
    "f.create_dataset('z', data=np.arange(1000.0), chunks=(100,), compression='gzip')",
    "f.create_dataset('u', data=np.arange(1000.0), chunks=(100,))"
  ), path)
  d <- H5Dict(path, "r+")
  for (key in c("x", "z", "u")) {
    expect_identical(as.vector(d[[key]]), as.double(0:999))
    d[[key]][7:9] <- c(1, 2, 3)
    expect_identical(as.vector(d[[key]][5:10]), c(4, 5, 1, 2, 3, 9))
  }
  h5_close(d)
})

test_that("a checksum that does not match names the chunk and its address", {
  skip_without_h5py()
  path <- local_path()
  where <- run_python(c(
    "f = h5py.File(path, 'w')",
    "d = f.create_dataset('x', data=np.arange(100.0), chunks=(10,), compression='gzip', fletcher32=True)",
    "f.flush()", "i = d.id.get_chunk_info(3)", "print(i.byte_offset, i.size)"
  ), path)
  where <- as.numeric(strsplit(where, " ")[[1L]])
  con <- file(path, "r+b")
  seek(con, where[[1L]] + where[[2L]] - 1, rw = "write")
  writeBin(as.raw(0x5a), con)
  close(con)
  x <- H5Array(path, "x")
  error <- expect_error(as.vector(x), class = "ch5mpy_error_corrupt")
  expect_match(conditionMessage(error), "(30,)", fixed = TRUE)
  expect_match(conditionMessage(error), format(where[[1L]]), fixed = TRUE)
  expect_identical(as.vector(x[1:30]), as.double(0:29))
  h5_close(x)
})

test_that("lzf chunks, of which some are stored as they are, are changed in place and grown", {
  skip_without_h5py()
  path <- local_path()
  kinds <- run_python(c(
    "rng = np.random.default_rng(3)",
    "f = h5py.File(path, 'w')",
    "f.create_dataset('tiny', data=np.arange(50), chunks=(1,), maxshape=(None,), compression='lzf')",
    "mixed = np.where(np.arange(400) % 100 < 50, rng.integers(2**51, 2**52, 400), 7)",
    "f.create_dataset('mixed', data=mixed, chunks=(50,), maxshape=(None,), compression='lzf')",
    "print(len(set(f['mixed'].id.get_chunk_info(i).filter_mask for i in range(8))))"
  ), path)
  expect_identical(kinds, "2")
  d <- H5Dict(path, "r+")
  tiny <- d$tiny
  tiny[2:5] <- c(1e9, 3, 0, -1)
  h5_append(tiny, 7)
  expect_identical(as.vector(tiny[c(1:6, 51)]), c(0, 1e9, 3, 0, -1, 5, 7))
  mixed <- d$mixed
  mixed[45:55] <- 1:11
  mixed[101:150] <- 1L
  expect_identical(as.vector(mixed[c(45:60, 101:150, 160)]), c(1:11, rep(7, 5), rep(1, 50), 7))
  h5_close(d)
  printed <- run_python(c(
    "f = h5py.File(path, 'r')",
    "m = f['mixed'][...]",
    "print([int(v) for v in f['tiny'][[0, 1, 4, 50]]], [int(v) for v in m[[44, 54, 55, 100, 149, 159]]])"
  ), path)
  expect_identical(printed, "[0, 1000000000, -1, 7] [1, 11, 7, 1, 1, 7]")
})

test_that("lzf, lz4 and zstd chunks that were damaged are corrupt, and the error says which one", {
  skip_without_h5py()
  for (compression in c("lzf", "lz4", "zstd-3")) {
    path <- local_path()
    m <- rep(c(1, 2, 3.5), 1000)
    h5_write(m, path, "x", chunk = 1000, compression = compression)
    x <- H5Array(path, "x")
    expect_identical(as.vector(x), m)
    h5_close(x)
    where <- as.numeric(run_python("print(h5py.File(path, 'r')['x'].id.get_chunk_info(1).byte_offset)", path))
    con <- file(path, "r+b")
    seek(con, where, rw = "write")
    writeBin(as.raw(rep(255L, 12L)), con)
    close(con)
    x <- H5Array(path, "x")
    error <- expect_kind(as.vector(x), "corrupt", address = format(where))
    expect_match(conditionMessage(error), "(1000,)", fixed = TRUE)
    expect_identical(as.vector(x[1:10]), m[1:10])
    h5_close(x)
  }
})

test_that("chunks of an optional filter, which HDF5 does not change safely, are written anew or not at all", {
  skip_without_h5py()
  path <- local_path()
  run_python("
with h5py.File(path, 'w') as f: f.create_dataset('x', data=np.random.randint(0, 2, 50), chunks=(1,), maxshape=(None,), scaleoffset=0)
", path = path)
  d <- H5Dict(path, "r+")
  x <- d$x
  before <- as.vector(x)
  error <- expect_kind(x[2:5] <- 200, "unsupported", path = path, name = "/x")
  expect_match(conditionMessage(error), "h5_retype")
  expect_identical(as.vector(x), before)
  h5_append(x, 7)
  expect_identical(as.vector(x), c(before, 7))
  x[2:5] <- 200
  expect_identical(as.vector(x)[1:6], replace(before, 2:5, 200)[1:6])
  h5_close(d)
})
