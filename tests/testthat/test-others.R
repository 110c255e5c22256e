# Files of other programs: the forms that their specifications describe, written by h5py, and some files
# that the programs wrote themselves (fixtures/others).

# Everything in a file is listed, printed and read without an error; gives what h5_read() gives.
read_all <- function(path) {
  d <- H5Dict(path)
  on.exit(h5_close(d))
  expect_gt(nrow(h5_ls(d)), 0L)
  expect_gt(length(utils::capture.output(print(d), utils::str(d))), 0L)
  h5_read(d)
}

made_by_h5py <- function(lines, env = parent.frame()) {
  skip_without_h5py()
  path <- local_path(env = env)
  helper <- c(
    "def text(x): return np.array(x, dtype=object)", "S = h5py.string_dtype()",
    "def mark(o, **a):", "    for k, v in a.items(): o.attrs[k.replace('_', '-') if k.startswith('encoding') else k] = v", "    return o"
  )
  run_python(c(helper, "f = h5py.File(path, 'w')", lines, "f.close()"), path)
  path
}

test_that("anndata of its present form is read", {
  skip_if_not_installed("Matrix")
  path <- made_by_h5py(c(
    "mark(f, encoding_type='anndata', encoding_version='0.1.0')",
    "x = mark(f.create_group('X'), encoding_type='csr_matrix', encoding_version='0.1.0', shape=np.array([2, 3]))",
    "x['data'] = np.array([1, 2, 3], 'f4'); x['indices'] = np.array([0, 2, 1]); x['indptr'] = np.array([0, 2, 3])",
    "o = mark(f.create_group('obs'), encoding_type='dataframe', encoding_version='0.2.0', _index='cell', **{'column-order': text(['n', 'k', 'b', 's', 'z'])})",
    "mark(o.create_dataset('cell', data=text(['c1', 'c2']), dtype=S), encoding_type='string-array', encoding_version='0.2.0')",
    "g = mark(o.create_group('n'), encoding_type='nullable-integer', encoding_version='0.1.0')", "g['values'] = np.array([7, 1]); g['mask'] = np.array([False, True])",
    "g = mark(o.create_group('b'), encoding_type='nullable-boolean', encoding_version='0.1.0')", "g['values'] = np.array([False, True]); g['mask'] = np.array([True, False])",
    "g = mark(o.create_group('k'), encoding_type='categorical', encoding_version='0.2.0', ordered=True)", "g['codes'] = np.array([1, -1], 'i1'); g.create_dataset('categories', data=text(['lo', 'hi']), dtype=S)",
    "g = mark(o.create_group('s'), encoding_type='nullable-string-array', encoding_version='0.1.0')", "g.create_dataset('values', data=text(['p', '']), dtype=S); g['mask'] = np.array([False, True])",
    "o['z'] = np.array([0.5, np.nan])", "u = mark(f.create_group('uns'), encoding_type='dict', encoding_version='0.1.0')",
    "mark(u.create_dataset('name', data='text'), encoding_type='string', encoding_version='0.2.0'); u['n'] = 3",
    "mark(u.create_dataset('nothing', data=h5py.Empty('f')), encoding_type='null', encoding_version='0.1.0')"
  ))
  d <- H5Dict(path)
  expect_identical(d$obs, structure(list(
    n = c(7, NA), k = factor(c("hi", NA), levels = c("lo", "hi"), ordered = TRUE), b = c(NA, TRUE), s = c("p", NA), z = c(0.5, NaN)
  ), class = "data.frame", row.names = c("c1", "c2")))
  expect_identical(as.matrix(d$X), matrix(c(1, 0, 2, 0, 3, 0), 3))
  expect_identical(h5_read(d$uns)[c("name", "n", "nothing")], list(name = "text", n = 3, nothing = NULL))
  h5_close(d)
  d <- H5Dict(path, order = "C")
  expect_s4_class(d$X, "dgRMatrix")
  expect_identical(as.matrix(d$X), matrix(c(1, 0, 0, 3, 2, 0), 2))
  h5_close(d)
})

test_that("anndata's older forms are read", {
  skip_if_not_installed("Matrix")
  path <- made_by_h5py(c(
    "x = mark(f.create_group('X'), h5sparse_format='csc', h5sparse_shape=np.array([2, 3]))", "x['data'] = np.array([1.0, 2.0]); x['indices'] = np.array([0, 1]); x['indptr'] = np.array([0, 1, 1, 2])",
    "o = mark(f.create_group('obs'), encoding_type='dataframe', encoding_version='0.1.0', _index='index', **{'column-order': text(['k', 'x'])})",
    "o.create_dataset('index', data=text(['a', 'b', 'c']), dtype=S)", "o['x'] = np.arange(3)", "o['k'] = np.array([1, 0, -1], 'i1')",
    "c = o.create_group('__categories').create_dataset('k', data=text(['u', 'v']), dtype=S)", "c.attrs['ordered'] = False", "o['k'].attrs['categories'] = c.ref",
    "f['var'] = np.array([(b'g1', 1), (b'g2', 2)], [('index', 'S2'), ('n', 'i4')])"
  ))
  d <- H5Dict(path)
  expect_identical(d$obs, data.frame(k = factor(c("v", "u", NA)), x = c(0, 1, 2), row.names = c("a", "b", "c")))
  expect_identical(d$var, data.frame(index = c("g1", "g2"), n = 1:2))
  expect_s4_class(d$X, "dgRMatrix")
  expect_identical(dim(d$X), c(3L, 2L))
  h5_close(d)
})

test_that("10x, Keras and pandas files open as dicts", {
  path <- made_by_h5py(c(
    "m = f.create_group('matrix')", "m['data'] = np.array([1, 8], 'i4'); m['indices'] = np.array([0, 1]); m['indptr'] = np.array([0, 1, 2]); m['shape'] = np.array([2, 2], 'i4')",
    "m['barcodes'] = np.array([b'AAAC-1', b'AAAG-1'])", "m['features/name'] = np.array([b'g1', b'g2'])",
    "w = f.create_group('model_weights')", "w.attrs['layer_names'] = np.array([b'dense'])", "w.attrs['backend'] = 'tensorflow'", "g = w.create_group('dense')",
    "g.attrs['weight_names'] = np.array([b'dense/kernel:0'])", "g['dense/kernel:0'] = np.ones((2, 3), 'f4')",
    "p = f.create_group('df')", "p.attrs['pandas_type'] = 'frame_table'", "p.attrs['info'] = np.bytes_(b'(dp0\\n.')",
    "p['table'] = np.array([(0, [1.5, 2.5]), (1, [3.5, 4.5])], [('index', 'i8'), ('values_block_0', 'f8', (2,))])"
  ))
  x <- read_all(path)
  expect_identical(x$matrix$barcodes, c("AAAC-1", "AAAG-1"))
  expect_identical(x$matrix$features$name, c("g1", "g2"))
  expect_identical(x$model_weights$dense$dense[["kernel:0"]], matrix(1, 3, 2))
  expect_identical(x$df$table$values_block_0, matrix(c(1.5, 3.5, 2.5, 4.5), 2))
})

test_that("dimension scales that are texts are dimnames", {
  path <- made_by_h5py(c(
    "f['x'] = np.arange(6).reshape(2, 3)", "f.create_dataset('row', data=text(['a', 'b']), dtype=S)", "f['col'] = np.arange(3.0)",
    "f['row'].make_scale('row'); f['col'].make_scale('col')", "f['x'].dims[0].attach_scale(f['row']); f['x'].dims[1].attach_scale(f['col'])"
  ))
  d <- H5Dict(path)
  expect_identical(dimnames(d$x), list(NULL, c("a", "b")))
  expect_identical(h5_read(d, "x"), matrix(as.double(0:5), 3, dimnames = list(NULL, c("a", "b"))))
  h5_close(d)
})

test_that("files of loom, MATLAB, PyTables and netCDF4 are read whole", {
  others <- function(name) test_path("fixtures", "others", name)
  loom <- read_all(others("test.loom"))
  expect_true(all(c("matrix", "row_attrs", "col_attrs") %in% names(loom)))
  cells <- read_all(others("cell.mat"))
  expect_s4_class(cells$cell, "H5Opaque")
  expect_match(cells$cell@why, "#refs#")
  expect_identical(read_all(others("sparse.mat"))$sparse_random$data, c(8, 6, 1, 9))
  expect_identical(read_all(others("python3.h5"))$agroup$atable2, data.frame(f0 = 1L, f1 = 11, f2 = "a"))
  expect_identical(dim(read_all(others("compound_datasets_latest.hdf5"))$chunked_compound), c(4L, 6L))
  expect_gt(length(read_all(others("netcdf4_classic.nc"))), 0L)
})
