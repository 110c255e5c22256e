# What a file from a stranger cannot do.

# Folders `a` (with the file v.h5 that reaches for others) and `b` (with what it must not get).
reaching_files <- function(env = parent.frame()) {
  skip_without_h5py()
  folder <- dirname(local_path(env = env))
  for (sub in c("a/sub", "b")) dir.create(file.path(folder, sub), recursive = TRUE)
  run_python("
import os
for name, k in (('a/src.h5', 1), ('a/sub/s.h5', 2), ('b/secret.h5', 3)):
    with h5py.File(path + '/' + name, 'w') as f: f['d'] = np.arange(5) + 10 * k
open(path + '/b/secret.raw', 'wb').write(np.arange(5, dtype='i4').tobytes())
os.symlink(path + '/b/secret.h5', path + '/a/link.h5')
sources = {'here': 'src.h5', 'below': 'sub/s.h5', 'up': '../b/secret.h5', 'absolute': path + '/b/secret.h5',
           'absent': 'absent.h5', 'absent_up': '../b/absent.h5', 'itself': '.', 'linked': 'link.h5'}
with h5py.File(path + '/a/v.h5', 'w') as f:
    f['d'] = np.arange(5)
    for name, source in sources.items():
        layout = h5py.VirtualLayout((5,), dtype='i8')
        layout[:] = h5py.VirtualSource(source, 'd', shape=(5,))
        f.create_virtual_dataset(name, layout)
    for name, shape in (('raw', (5,)), ('raw_scalar', ())):
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_external((path + '/b/secret.raw').encode(), 0, 20)
        h5py.h5d.create(f.id, name.encode(), h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple(shape) if shape else h5py.h5s.create(h5py.h5s.SCALAR), plist)
    f['link'] = h5py.ExternalLink('../b/secret.h5', '/d')
", path = folder)
  folder
}

test_that("an untrusted file's virtual datasets and raw files stay in its folder", {
  folder <- reaching_files()
  d <- H5Dict(file.path(folder, "a/v.h5"))
  expect_identical(as.vector(d$here), as.double(10:14))
  expect_identical(as.vector(d$below), as.double(20:24))
  expect_identical(as.vector(d$itself), as.double(0:4))
  for (key in c("up", "absolute", "absent_up", "linked", "raw")) {
    for (read in list(as.array, function(x) x[2], function(x) sum(x), function(x) x[["2"[0]]], print)) {
      expect_error(read(d[[key]]), class = if (identical(formals(read), formals(print))) "ch5mpy_error_untrusted")
    }
    expect_kind(h5_read(d, key), "untrusted", path = h5_path(d), name = paste0("/", key))
  }
  expect_kind(d$raw_scalar, "untrusted")
  expect_kind(as.array(d$absent), "not_found")
  shown <- capture.output(print(d))
  expect_length(grep("cannot be read", shown), 7)
  expect_identical(nrow(h5_ls(d)), length(d))
  h5_close(d)
})

test_that("trust lets a file reach others, for reading", {
  folder <- reaching_files()
  path <- file.path(folder, "a/v.h5")
  d <- H5Dict(path, mode = "r+", trust = TRUE)
  for (key in c("up", "absolute", "linked")) expect_identical(as.vector(d[[key]]), as.double(30:34))
  expect_identical(as.vector(d$raw), 0:4)
  expect_identical(d$raw_scalar, 0L)
  expect_kind(d$absent_up[1], "not_found")
  raw <- d$raw
  expect_kind(raw[1] <- 9L, "unsupported")
  up <- d$up
  expect_error(up[1] <- 9)
  h5_close(d)
  expect_identical(readBin(file.path(folder, "b/secret.raw"), "integer", 5L), 0:4)
  expect_identical(h5_read(file.path(folder, "b/secret.h5"), "d"), as.double(30:34))
  # and the next opening trusts nobody again
  d <- H5Dict(path)
  expect_kind(as.array(d$up), "untrusted")
  h5_close(d)
})

test_that("a damaged heap of strings is an error and not an endless walk", {
  d <- H5Dict(local_fixture("hdf5/endless_heap.h5"))
  expect_kind(h5_read(d, "strings"), "corrupt", path = h5_path(d))
  expect_match(capture.output(print(d)), "strings: <cannot be read", all = FALSE)
  h5_close(d)
})

test_that("what a failed read of sequences leaves is not taken for memory to give back", {
  d <- H5Dict(local_fixture("hdf5/torn_sequences.h5"))
  # they share the heap that is damaged
  for (key in names(d)) expect_s4_class(h5_read(d, key), "H5Opaque")
  with_h5_options(list(error_mode = "raise"), expect_error(h5_read(d, "vlen_float32_data"), class = "ch5mpy_error"))
  h5_close(d)
})

test_that("no code runs when objects of an untrusted file are listed, read and printed", {
  withr::local_options(untrusted_ran = character())
  note <- function(what) options(untrusted_ran = c(getOption("untrusted_ran"), what))
  home <- globalenv()
  methods::setClass("UntrustedS4", methods::representation(x = "numeric"), where = home, validity = function(object) {
    note("validity")
    TRUE
  })
  Reference <- methods::setRefClass("UntrustedR5", fields = list(x = "numeric"), where = home, methods = list(initialize = function(...) {
    options(untrusted_ran = c(getOption("untrusted_ran"), "initialize"))
    initFields(...)
  }))
  methods::setClass("UntrustedOwn", methods::representation(x = "numeric"), where = home)
  methods::setMethod("h5_store", "UntrustedOwn", function(object, dict) dict$x <- object@x, where = home)
  methods::setMethod("h5_restore", "UntrustedOwn", function(prototype, dict) {
    note("h5_restore")
    prototype
  }, where = home)
  for (method in c("format", "print", "length", "[", "as.character", "names")) {
    registerS3method(method, "UntrustedS3", local({
      method <- method
      function(x, ...) note(method)
    }), envir = home)
  }
  withr::defer({
    methods::removeMethod("h5_store", "UntrustedOwn", where = home)
    methods::removeMethod("h5_restore", "UntrustedOwn", where = home)
    for (class in c("UntrustedS4", "UntrustedR5", "UntrustedOwn")) methods::removeClass(class, where = home)
  })
  path <- local_path()
  delayed <- new.env()
  delayedAssign("p", note("promise"), assign.env = delayed)
  makeActiveBinding("b", function() note("binding"), delayed)
  objects <- list(
    s4 = methods::new("UntrustedS4", x = 1), r5 = Reference$new(x = 1), own = methods::new("UntrustedOwn", x = 1), f = function() note("function"),
    e = delayed, s3 = structure(list(a = 1), class = "UntrustedS3"), s3_vector = structure(1:3, class = "UntrustedS3"),
    call = quote(note("call")), attribute = structure(1:2, s = methods::new("UntrustedS4", x = 1), d = structure(2, class = "UntrustedS3"))
  )
  h5_write(objects, path, "/")
  f <- H5File(path, "r+")
  h5_attributes(f)$a <- list(objects$s4, objects$s3_vector)
  h5_attributes(f)$b <- objects$s3_vector
  h5_close(f)
  expect_true(all(c("validity", "initialize") %in% getOption("untrusted_ran")))
  options(untrusted_ran = character())
  d <- H5Dict(foreign_copy(path))
  values <- as.list(d)
  whole <- h5_read(d)
  shown <- utils::capture.output(print(d), utils::str(d), print(h5_attributes(d)), h5_ls(d))
  attributes <- as.list(h5_attributes(d))
  h5_close(d)
  expect_identical(getOption("untrusted_ran"), character())
  for (name in c("s4", "r5", "own", "f", "e")) expect_s4_class(whole[[name]], "H5Opaque")
  expect_identical(whole$call, objects$call)
  expect_s4_class(attributes$a, "H5Opaque")
})
