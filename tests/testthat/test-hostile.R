# What a hostile or damaged file costs: a right answer or one of our errors, under the cap.

test_that("files that crash other programs give answers or our errors, in little memory", {
  folders <- test_path("fixtures", c("hostile", "hdf5"))
  expect_harmless(list.files(folders, "[.](h5|hdf5|mat)$", full.names = TRUE))
})

# Files made by lines of Python, each in `path`; their paths.
made_files <- function(lines, env = parent.frame()) {
  skip_without_h5py()
  folder <- dirname(local_path(env = env))
  run_python(c("import zlib, struct", "S = h5py.string_dtype()", "R = np.dtype([('a', 'i4'), ('b', 'f8')])",
               "def new(name): return h5py.File(path + '/' + name + '.h5', 'w')", lines), folder)
  list.files(folder, full.names = TRUE)
}

test_that("a file of 2 KB that claims 10^15 elements is listed, read in part and refused as a whole", {
  paths <- made_files("
kinds = {'chunked': ('f8', (1000,)), 'contiguous': ('f8', None), 'text': (S, (1000,)), 'records': (R, (1000,)),
         'sequences': (h5py.vlen_dtype('i4'), (1000,)), 'bytes': ('S10', (1000,))}
for name, (dtype, chunks) in kinds.items():
    with new(name) as f: f.create_dataset('x', (10**13 if name != 'chunked' else 10**15,), dtype, chunks=chunks)
")
  expect_harmless(paths)
  d <- H5Dict(grep("chunked", paths, value = TRUE))
  expect_identical(length(d$x), 1e15)
  expect_identical(as.vector(d$x[c(1, 1e15)]), c(0, 0))
  expect_kind(sum(d$x), "untrusted", path = h5_path(d), name = "/x")
  expect_kind(sum(d$x * 2 + 1), "untrusted")
  expect_kind(h5_read(d, "x"), "memory")
  expect_match(capture.output(print(d)), "x: H5Array", all = FALSE)
  h5_close(d)
})

test_that("encodings of vectors that claim 10^13 elements are refused", {
  expect_harmless(made_files("
def mark(g, kind, version='0.2.0', **more):
    g.attrs['encoding-type'] = kind; g.attrs['encoding-version'] = version
    for k, v in more.items(): g.attrs[k] = v
    return g
def huge(g, name, dtype): g.create_dataset(name, (10**13,), dtype, chunks=(1000,))
with new('frame') as f:
    g = mark(f.create_group('x'), 'dataframe', _index='i', **{'column-order': np.array(['a'], dtype=object)}); huge(g, 'i', S); huge(g, 'a', 'f8')
with new('categorical') as f:
    g = mark(f.create_group('x'), 'categorical', ordered=False); huge(g, 'codes', 'i1'); huge(g, 'categories', S)
with new('sparse') as f:
    g = mark(f.create_group('x'), 'csr_matrix', '0.1.0', shape=np.array([2**40, 2**40]))
    huge(g, 'data', 'f8'); huge(g, 'indices', 'i4'); huge(g, 'indptr', 'i4')
with new('sparse_wrong') as f:
    g = mark(f.create_group('x'), 'csr_matrix', '0.1.0', shape=np.array([2**31 - 1, 3]))
    g['data'] = np.array([1.0]); g['indices'] = np.array([9]); g['indptr'] = np.array([0, 5, -1, 7])
with new('list') as f:
    g = f.create_group('x'); g.attrs['__h5_type__'] = 'list'; g['999999999'] = 1; g['a'] = 2; g['-1'] = 3
with new('attributes') as f:
    d = f.create_dataset('x', data=np.arange(3)); d.attrs['__r_class__'] = 'factor'; d.attrs['__r_dim__'] = np.array([1e9])
    g = f.create_group('y'); g.attrs['__h5_type__'] = 'r_object'; g.attrs['__r_class__'] = 'data.frame'
    g.attrs['__r_row.names__'] = np.array([-2147483648, -10**9], 'i4'); g['a'] = np.arange(3)
"))
})

test_that("what three rounds of deflate made small is not made large again, through HDF5 or not", {
  paths <- made_files("
small = zlib.compress(zlib.compress(zlib.compress(bytes(1 << 28), 9), 9), 9)
for name, dtype in (('numbers', h5py.h5t.IEEE_F64LE), ('text', h5py.h5t.py_create(S, logical=True)), ('records', h5py.h5t.py_create(R, logical=True))):
    with new(name) as f:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE); n = (1 << 28) // dtype.get_size(); plist.set_chunk((n,))
        for i in range(3): plist.set_deflate(9)
        h5py.h5d.create(f.id, b'x', dtype, h5py.h5s.create_simple((n,)), plist).write_direct_chunk((0,), small)
")
  expect_harmless(paths)
  d <- H5Dict(grep("numbers", paths, value = TRUE))
  error <- with_h5_options(list(max_memory = "20M"), expect_kind(d$x[1], "untrusted", name = "/x"))
  expect_match(conditionMessage(error), "chunk of 268435456 bytes", fixed = TRUE)
  h5_close(d)
})

test_that("a deflate stream longer than its chunk is refused before it is inflated, through HDF5 or not", {
  paths <- made_files("
z = zlib.compressobj(9); long = b''.join(z.compress(bytes(1 << 20)) for _ in range(160)) + z.flush()
kinds = {'numbers': {'dtype': 'f8'}, 'packed': {'dtype': 'i4', 'scaleoffset': 4}, 'text': {'dtype': S}, 'records': {'dtype': R}}
for name, kind in kinds.items():
    with new(name) as f: f.create_dataset('x', (128,), chunks=(128,), compression='gzip', **kind).id.write_direct_chunk((0,), long)
")
  expect_harmless(paths)
  for (path in paths) {
    d <- H5Dict(path)
    error <- with_h5_options(list(error_mode = "raise"), expect_error(h5_read(d, "x"), class = "ch5mpy_error"))
    expect_match(conditionMessage(error), "is damaged")
    h5_close(d)
  }
})

test_that("a small chunk that HDF5 decodes is refused by what the second deflate makes of it", {
  paths <- made_files("
long = zlib.compress(zlib.compress(bytes(1 << 27), 9), 9)
with new('x') as f:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE); plist.set_chunk((128,)); plist.set_deflate(9); plist.set_deflate(9)
    h5py.h5d.create(f.id, b'x', h5py.h5t.py_create(S, logical=True), h5py.h5s.create_simple((128,)), plist).write_direct_chunk((0,), long)
")
  expect_harmless(paths)
  expect_kind(h5_read(paths, "x"), "corrupt")
})

test_that("rings of links, names of a megabyte and of any bytes, and texts that are no UTF-8 are given as they are", {
  paths <- made_files("
with new('ring') as f:
    f['a'] = h5py.SoftLink('/b'); f['b'] = h5py.SoftLink('/a'); g = f.create_group('g'); g['self'] = g; g['up'] = f['/']
    f['c'] = h5py.SoftLink('/g/self/self/up/g'); f['e'] = h5py.ExternalLink('ring.h5', '/e')
with new('long') as f: f['n' * 1000000] = 1; f['m'] = 2
with new('names') as f:
    h5py.h5g.create(f.id, b'bad\\xff\\xfe'); h5py.h5g.create(f.id, 'e\\u0301\\u202e\\x1b[31m\\n'.encode()); f['ok'] = 1
    h5py.h5a.create(f['ok'].id, b'at\\xff', h5py.h5t.NATIVE_INT32, h5py.h5s.create(h5py.h5s.SCALAR))
with new('texts') as f:
    f.create_dataset('x', data=np.array([b'\\xff\\xfe', b'ok'], dtype=object), dtype=S); f.attrs['s'] = np.bytes_(b'\\xff\\xc3')
")
  expect_harmless(paths)
  at <- function(name) H5Dict(grep(paste0(name, "[.]h5$"), paths, value = TRUE))
  d <- at("texts")
  expect_identical(h5_read(d, "x"), c(`Encoding<-`("\xff\xfe", "bytes"), "ok"))
  h5_close(d)
  d <- at("names")
  expect_length(names(d), 3)
  expect_identical(d$ok, 1)
  expect_false(any(grepl("\x1b", capture.output(print(d)), fixed = TRUE)))
  h5_close(d)
  d <- at("long")
  expect_setequal(nchar(names(d)), c(1L, 1000000L))
  h5_close(d)
})

test_that("an attribute of 4 GB that is not there is damage", {
  paths <- made_files("
with new('x') as f: f.attrs['big'] = np.arange(7, dtype='f8'); f['x'] = 1
b = open(path + '/x.h5', 'rb').read().replace(struct.pack('<Q', 7), struct.pack('<Q', 2**29))
open(path + '/x.h5', 'wb').write(b)
")
  expect_harmless(paths)
})

test_that("10,000 nested groups are listed as far as names go, and read no deeper than the stack", {
  paths <- made_files("
with new('x') as f:
    g = f
    for i in range(10000): g = g.create_group('g')
")
  expect_harmless(paths)
  d <- H5Dict(paths)
  expect_warning(listed <- h5_ls(d), "1000 deep")
  expect_identical(nrow(listed), 1000L)
  expect_kind(h5_read(d), "unsupported")
  expect_kind(h5_copy(d$g, d, "copy"), "mode")
  h5_close(d)
})

test_that("41 groups with 2^40 paths are listed once each, and not read as a tree", {
  paths <- made_files("
with new('x') as f:
    g = f
    for i in range(41): n = g.create_group('a'); g['b'] = n; g = n
")
  expect_harmless(paths)
  d <- H5Dict(paths)
  expect_identical(nrow(h5_ls(d)), 82L)
  expect_match(utils::capture.output(utils::str(d)), "drawn above", all = FALSE)
  expect_kind(h5_read(d), "unsupported", path = h5_path(d))
  h5_close(d)
})

test_that("lists nested deeper than R's stack are refused on both ways, by our errors", {
  deep <- function(n) {
    x <- 1
    for (i in seq_len(n)) x <- list(x)
    x
  }
  d <- H5Dict(local_h5())
  d$x <- deep(50)
  expect_identical(h5_read(d, "x"), deep(50))
  expect_kind(d$y <- deep(1000), "unsupported")
  expect_identical(names(d), "x")
})
