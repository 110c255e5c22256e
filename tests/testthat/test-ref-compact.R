test_that("what was deleted no longer takes space, and all else is as before", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$big <- runif(1e5)
  d$z <- matrix(1:6, 2, dimnames = list(c("a", "b"), NULL))
  for (key in c("m", "c", "x", "b", letters[14:23])) d[[key]] <- list(v = key, n = c(u = 1, v = NA))
  d$frame <- data.frame(f = factor(c("x", "y")), t = as.Date(c("2020-01-01", NA)))
  d$l <- list(1, "two", list(3L))
  h5_write(as.double(1:1e4), d, "packed", chunk = 1000, compression = "gzip-4")
  h5_attributes(d)$note <- list(1, "a")
  d$big <- NULL
  before <- list(values = h5_read(d), names = names(d), ls = h5_ls(d), note = h5_attributes(d)$note)
  h5_close(d)
  sizes <- h5_compact(path)
  expect_lt(sizes[["after"]], sizes[["before"]])
  expect_lt(sizes[["after"]], 3e5)
  expect_identical(file.size(path), sizes[["after"]])
  d <- H5Dict(path, "r+")
  expect_identical(list(values = h5_read(d), names = names(d), ls = h5_ls(d), note = h5_attributes(d)$note), before)
  d$more <- 1
  h5_close(d)
  expect_identical(h5_read(path)$more, 1)
  expect_identical(list.files(dirname(path), basename(path)), basename(path))
})

test_that("Python's links, references, named types and properties are kept", {
  skip_if_not(file.exists("/usr/bin/python3"))
  path <- withr::local_tempfile(fileext = ".h5")
  python <- function(...) {
    script <- withr::local_tempfile(lines = c("import h5py, sys, numpy as np", ...))
    system2("/usr/bin/python3", c(script, path), stdout = TRUE)
  }
  python(
    "f = h5py.File(sys.argv[1], 'w', userblock_size=512)",
    "x = f.create_dataset('x', data=np.arange(100.), chunks=(10,), compression='gzip', shuffle=True, fletcher32=True)",
    "g = f.create_group('g'); g['same'] = x",
    "f['soft'] = h5py.SoftLink('/g/same'); f['outer'] = h5py.ExternalLink('other.h5', '/a'); f['gone'] = h5py.SoftLink('/no')",
    "f['type'] = np.dtype('i2'); f.create_dataset('typed', data=[1, 2], dtype=f['type'])",
    "g['loop'] = f['g']",
    "s = f.create_dataset('s', data=np.arange(100)); s.make_scale('axis'); x.dims[0].attach_scale(s)",
    "r = f.create_dataset('r', (3,), dtype=h5py.ref_dtype); r[0] = x.ref; r[1] = f.ref",
    "f.attrs['ref'] = g.ref; f.attrs.create('text', ['a', 'b'], dtype=h5py.string_dtype())",
    "f.create_dataset('region', (1,), dtype=h5py.regionref_dtype)[0] = x.regionref[2:5]",
    "rec = f.create_dataset('rec', (2,), dtype=np.dtype([('n', 'i4'), ('to', h5py.ref_dtype)])); rec[0] = (7, s.ref)",
    "f.create_dataset('scratch', data=np.zeros(100000)); del f['scratch']",
    "f.close()",
    "b = open(sys.argv[1], 'r+b'); b.write(b'hello'); b.close()"
  )
  h5_compact(path)
  expect_identical(readBin(path, "raw", 5), charToRaw("hello"))
  seen <- python(
    "f = h5py.File(sys.argv[1], 'r'); x = f['x']",
    "print(f.userblock_size, x.compression, x.shuffle, x.fletcher32, x.chunks, x[()].sum())",
    "print(f['g/same'] == x, f['g/loop'] == f['g'], f.get('soft', getlink=True).path, f.get('gone', getlink=True).path)",
    "e = f.get('outer', getlink=True); print(e.filename, e.path)",
    "print(f['typed'].id.get_type().committed(), h5py.h5i.get_name(f['typed'].id.get_type()))",
    "print(f[f['r'][0]] == x, f[f['r'][1]] == f, bool(f['r'][2]), f[f.attrs['ref']] == f['g'], list(f.attrs['text']))",
    "print(x.dims[0][0] == f['s'], f['s'].attrs['REFERENCE_LIST'][0][1], f[f['s'].attrs['REFERENCE_LIST'][0][0]] == x)",
    "rr = f['region'][0]; print(f[rr] == x, x[rr])",
    "print(f['rec'][0][0], f[f['rec'][0][1]] == f['s'])"
  )
  expect_identical(seen, c(
    "512 gzip True True (10,) 4950.0", "True True /g/same /no", "other.h5 /a", "True b'/type'",
    "True True False True ['a', 'b']", "True 0 True", "True [2. 3. 4.]", "7 True"
  ))
  expect_lt(file.size(path), 1e5)
})

test_that("a file that somebody writes is refused", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$a <- 1
  expect_error(h5_compact(path), class = "ch5mpy_error_locked")
  h5_flush(d)
  error <- parallel::mccollect(parallel::mcparallel(tryCatch(h5_compact(path), error = identity)))[[1L]]
  expect_s3_class(error, "ch5mpy_error_locked")
  h5_close(d)
  expect_error(h5_compact(paste0(path, "-absent")), class = "ch5mpy_error_not_found")
})

test_that("a file stays trusted, and handles saved before find what they mean", {
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$f <- function(x) x + 1
  d$x <- 1:3
  saved <- serialize(d$x, NULL)
  h5_close(d)
  h5_compact(path)
  expect_identical(h5_read(path, "f")(1), 2)
  expect_identical(as.vector(unserialize(saved)), 1:3)
})

test_that("a full disk leaves the file as it was", {
  skip_on_os("windows")
  path <- withr::local_tempfile(fileext = ".h5")
  h5_write(runif(2e5), path, "x", chunk = 1000)
  bytes <- tools::md5sum(path)
  out <- run_script(c(sprintf("e <- tryCatch(h5_compact(%s), error = identity)", deparse(path)), "cat(class(e)[1L])"),
                    largest = 1000)
  expect_identical(out, "ch5mpy_error_io")
  expect_identical(tools::md5sum(path), bytes)
  expect_identical(list.files(dirname(path), basename(path)), basename(path))
})

test_that("killed at any moment, the old file or the new one is there", {
  skip_on_os("windows")
  path <- withr::local_tempfile(fileext = ".h5")
  d <- H5Dict(path, "w")
  d$x <- runif(3e5)
  for (i in 1:20) d[[paste0("k", i)]] <- i
  h5_close(d)
  expected <- h5_read(path)
  for (delay in c(0, 0.001, 0.005, 0.01, 0.02, 0.04)) {
    begun <- withr::local_tempfile()
    child <- parallel::mcparallel({
      file.create(begun)
      repeat h5_compact(path)
    }, silent = TRUE)
    while (!file.exists(begun)) Sys.sleep(0.001)
    Sys.sleep(delay)
    tools::pskill(child$pid, tools::SIGKILL)
    suppressWarnings(parallel::mccollect(child))
    expect_identical(h5_read(path), expected)
  }
  h5_compact(path)
  expect_identical(list.files(dirname(path), basename(path)), basename(path))
})
