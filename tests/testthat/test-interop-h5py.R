# What h5py writes is what R reads, and what R writes is what h5py reads: every type in every shape and
# layout, compared bit for bit.

# "name|bits" lines of Python as a named vector.
named_bits <- function(lines) {
  at <- regexpr("|", lines, fixed = TRUE)
  structure(substring(lines, at + 1L), names = substr(lines, 1L, at - 1L))
}

test_that("R reads what h5py writes, for every type, shape and layout", {
  skip_without_h5py()
  path <- local_path()
  lines <- run_python(c(
    python_bits,
    "ints = {t: np.array([np.iinfo(t).max, 0, 1, 2, np.iinfo(t).min if t not in ('i4', 'i8', 'u8') else 5], t) for t in ['i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8']}",
    "ints['i8'][0] = 2**53; ints['u8'][0] = 2**53; ints['i4'][4] = -2**31 + 1",
    "nan = np.array([0x7ff80000000007a2], 'u8').view('f8')[0]",
    "kinds = {}", "for t, v in ints.items():", "    kind = 'integer' if t in ('i1', 'i2', 'i4', 'u1', 'u2') else 'double'", "    kinds[t] = (kind, v); kinds['>' + t] = (kind, v.astype('>' + t))",
    "for t in ['f2', 'f4', 'f8', '>f2', '>f4', '>f8']: kinds[t] = ('double', np.array([0.1, -0.0, np.inf, 6e-5, -1.5]).astype(t))",
    "kinds['nan'] = ('double', np.array([np.nan, nan, 5e-324, 1e308, np.pi]))",
    "for t in ['c8', 'c16', '>c16']: kinds[t] = ('complex', np.array([0.1 + 2j, -0.0, complex(np.inf, -1), 1j, 3]).astype(t))",
    "kinds['b'] = ('logical', np.array([True, False, False, True, True]))",
    "kinds['S'] = ('character', np.array([b'abc', b'', b'x y', b'z', b'longer text'], 'S12'))",
    "kinds['str'] = ('character', np.array(['\u00e9', '', 'a', '\u65e5\u672c', 'NA'], dtype=object))",
    "kinds['ascii'] = ('character', np.array([b'p', b'', b'q', b'rr', b's'], dtype=object))",
    "dtypes = {'str': h5py.string_dtype(), 'ascii': h5py.string_dtype('ascii')}",
    "shapes = [(), (1,), (0,), (5,), (2, 3), (3, 1), (0, 2), (2, 3, 2), (1, 2, 1, 2)]",
    "layouts = {'contiguous': {}, 'chunked': dict(chunks=True), 'small': dict(chunks='ones'), 'gzip': dict(chunks=True, compression='gzip', shuffle=True), 'checked': dict(chunks=True, fletcher32=True), 'lzf': dict(chunks=True, compression='lzf'), 'growable': dict(chunks=True, maxshape='none')}",
    "f = h5py.File(path, 'w')",
    "for t, (kind, v) in kinds.items():",
    "    for shape in shapes:",
    "        n = int(np.prod(shape)) if shape else 1",
    "        data = np.resize(v, n).reshape(shape)",
    "        for layout, how in layouts.items():",
    "            if layout != 'contiguous' and (not shape or 0 in shape): continue",
    "            if layout == 'checked' and t in dtypes: continue",
    "            how = dict(how)",
    "            if how.get('chunks') == 'ones': how['chunks'] = tuple(min(2, s) for s in shape)",
    "            if how.get('maxshape') == 'none': how['maxshape'] = (None,) * len(shape)",
    "            name = '_'.join([t, 'x'.join(map(str, shape)), layout])",
    "            f.create_dataset(name, data=data, dtype=dtypes.get(t, data.dtype), **how)",
    "            show(name, data, kind)",
    "f.close()"
  ), path)
  expected <- named_bits(lines)
  expect_gt(length(expected), 1000L)
  read <- h5_read(path)
  expect_setequal(names(read), names(expected))
  found <- vapply(names(expected), function(name) bits_text(read[[name]], sub("[|].*", "", expected[[name]])), "")
  types <- vapply(read[names(expected)], typeof, "")
  expect_identical(unname(types), unname(sub("[|].*", "", expected)))
  expect_identical(found[found != expected], expected[found != expected])
  d <- H5Dict(path, order = "C")
  expect_identical(dim(d[["f8_2x3x2_gzip"]]), c(2L, 3L, 2L))
  expect_identical(h5_read(d, "f8_2x3_small"), t(read[["f8_2x3_small"]]))
  h5_close(d)
})

interop_values <- list(
  double = c(0.1, -0, Inf, NaN, NA, 5e-324), integer = c(1L, -.Machine$integer.max, 0L, 46341L, 7L), logical = c(TRUE, FALSE, TRUE, TRUE),
  complex = c(0.1+2i, complex(real = -0, imaginary = Inf), 3i), character = c("\u00e9", "", "a", "\u65e5\u672c", "NA")
)
interop_dims <- list(0L, 1L, 5L, c(2L, 3L), c(3L, 1L), c(0L, 2L), c(2L, 3L, 2L), c(1L, 2L, 1L, 2L))
interop_layouts <- list(
  plain = list(), contiguous = list(chunk = FALSE), small = list(chunk = 2), gzip = list(chunk = 3, compression = "gzip-4"), gzip_default = list(compression = "gzip-1")
)
interop_types <- list(
  double = c("float16", "float32", "float64"), integer = c("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float64"), logical = "bool",
  complex = "complex", character = c("str", "S20")
)

test_that("h5py reads what R writes, for every type, shape and layout", {
  skip_without_h5py()
  path <- local_path()
  f <- H5File(path, "w")
  expected <- character()
  for (type in names(interop_values)) for (dim in interop_dims) for (layout in names(interop_layouts)) {
    how <- interop_layouts[[layout]]
    if (is.numeric(how$chunk)) how$chunk <- pmax(1, pmin(dim, how$chunk))
    value <- array(rep_len(interop_values[[type]], prod(dim)), dim)
    if (length(dim) == 1L) value <- as.vector(value)
    name <- paste(type, paste(dim, collapse = "x"), layout, sep = "_")
    do.call(h5_write, c(list(value, f, name, scalar = FALSE), how))
    expected[name] <- bits_text(value)
    expect_identical(h5_read(f, name), value, info = name)
  }
  h5_close(f)
  found <- named_bits(run_python(c(
    python_bits, "f = h5py.File(path, 'r')", "for name in f:", "    if name.startswith('.'): continue", "    kind = name.split('_')[0]",
    "    x = f[name]", "    show(name, x.asstr()[()] if kind == 'character' else x[()], kind)"
  ), path))
  expect_gt(length(expected), 190L)
  expect_setequal(names(found), names(expected))
  differ <- names(expected)[found[names(expected)] != expected]
  expect_identical(found[differ], expected[differ])
})

test_that("h5py sees the stored type that was asked for", {
  skip_without_h5py()
  path <- local_path()
  f <- H5File(path, "w")
  small <- list(double = c(0.5, -1, 2), integer = c(1L, 0L, 100L), logical = c(TRUE, FALSE), complex = 1:3 + 2i, character = c("a", "\u00e9"))
  expected <- character()
  for (type in names(interop_types)) for (stored in interop_types[[type]]) {
    name <- paste(type, stored, sep = "_")
    h5_write(small[[type]], f, name, type = stored)
    expected[name] <- sub("complex", "complex128", stored)
    read <- h5_read(f, name)
    expect_identical(as.vector(read, type), small[[type]], info = name)
  }
  h5_close(f)
  found <- run_python(c(
    "f = h5py.File(path, 'r')", "for name in f:", "    s = h5py.check_string_dtype(f[name].dtype)",
    "    print(name + '|' + (('str' if s.length is None else 'S' + str(s.length)) if s else f[name].dtype.name) + '|' + f[name].attrs['dtype'])"
  ), path)
  parts <- strsplit(found, "|", fixed = TRUE)
  types <- structure(vapply(parts, `[`, "", 2L), names = vapply(parts, `[`, "", 1L))
  expect_identical(types[names(expected)], expected)
})

test_that("single values are Python's scalars", {
  skip_without_h5py()
  path <- local_path()
  h5_write(list(d = 0.1, i = 3L, l = TRUE, s = "\u00e9", c = 1+2i, n = NA_character_, r = as.raw(7)), path, "/")
  expect_identical(run_python(c(
    "f = h5py.File(path, 'r')", "print(all(f[k].shape == () for k in 'dilscn'))", "print(f['d'][()].hex(), f['i'][()], f['l'][()], ascii(f['s'].asstr()[()]), f['c'][()], repr(f['n'].asstr()[()]), f['r'][()])"
  ), path), c("True", "0x1.999999999999ap-4 3 True '\\xe9' (1+2j) '' 7"))
})

# Python's ch5mpy, as far as its conventions go.
python_ch5mpy <- c(
  "S = h5py.string_dtype()",
  "def read(o):", "    if isinstance(o, h5py.Dataset): return o.asstr()[()] if h5py.check_string_dtype(o.dtype) else (o[()].tolist() if o.shape is not None else None)",
  "    if o.attrs.get('__h5_type__', '') == 'list': return [read(o[str(i)]) for i in range(len(o))]",
  "    return {k: read(o[k]) for k in sorted(o)}",
  "def put(g, k, v):", "    if isinstance(v, list):", "        l = g.create_group(k); l.attrs['__h5_type__'] = 'list'", "        for i, x in enumerate(v): put(l, str(i), x)",
  "    elif isinstance(v, dict):", "        d = g.create_group(k)", "        for n, x in v.items(): put(d, n, x)", "    else: g[k] = v",
  "def drop(l, i):", "    n = len(l); del l[str(i)]", "    for j in range(i + 1, n): l.move(str(j), str(j - 1))"
)

test_that("dicts and lists are edited by both in turn", {
  skip_without_h5py()
  path <- local_path()
  h5_write(list(a = 1, l = list(1, "two", list(3L, TRUE)), d = list(x = 1:2)), path, "/")
  seen <- run_python(c(
    python_ch5mpy, "f = h5py.File(path, 'r+')", "print(read(f))", "drop(f['l'], 0)", "put(f['l'], '2', [4.5, 'five'])", "put(f['d'], 'y', {'z': 7})", "del f['a']", "f['a'] = 2.5"
  ), path)
  expect_identical(seen, "{'a': 1.0, 'd': {'x': [1, 2]}, 'l': [1.0, 'two', [3, True]]}")
  d <- H5Dict(path, "r+")
  expect_identical(h5_read(d)[c("a", "l", "d")], list(a = 2.5, l = list("two", list(3L, TRUE), list(4.5, "five")), d = list(x = 1:2, y = list(z = 7))))
  d$l[[2]] <- NULL
  h5_push(d$l, 6L)
  d$l[[1]] <- "one"
  d$d$y$w <- "new"
  d$a <- list(TRUE)
  h5_close(d)
  expect_identical(
    run_python(c(python_ch5mpy, "print(read(h5py.File(path, 'r')))"), path),
    "{'a': [True], 'd': {'x': [1, 2], 'y': {'w': 'new', 'z': 7}}, 'l': ['one', [4.5, 'five'], 6]}"
  )
})

test_that("Python finds objects as dicts and lists of their parts", {
  skip_without_h5py()
  path <- local_path()
  h5_write(list(s3 = structure(list(p = 1, q = "x"), class = "mine"), date = as.Date("1970-01-03"), call = quote(f(x)), none = NULL), path, "/")
  expect_identical(run_python(c(
    python_ch5mpy, "f = h5py.File(path, 'r')", "print(read(f))", "print(f['s3'].attrs['__h5_type__'], f['s3'].attrs['__r_class__'].decode(), f['date'].attrs['__r_class__'].decode())"
  ), path), c("{'call': ['f', 'x'], 'date': [2.0], 'none': None, 's3': {'p': 1.0, 'q': 'x'}}", "r_object mine Date"))
})
