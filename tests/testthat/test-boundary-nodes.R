# Groups, links, attributes and stages as C++ gives them to R.

make_group <- function(f, path, ...) cpp_node_create_group(f, path, list(...))

at <- function(f, path) {
  found <- cpp_node_find(f, path, FALSE)
  new_handle("H5GroupHandle", f, found$name, found$object)
}

name_of <- function(x) cpp_node_locate(x)$name

put <- function(f, path, value) cpp_value_write(f, path, value, default_test_spec)

default_test_spec <- list(order = "R", compression = "none", python_dtype = TRUE)

# A file that lines of h5py make.
local_python_h5 <- function(..., mode = "r+", env = parent.frame()) {
  skip_without_h5py()
  path <- local_path("python.h5", env)
  run_python(c("f = h5py.File(path, 'w')", ..., "f.close()"), path)
  file <- H5File(path, mode)
  withr::defer(h5_close(file), envir = env)
  file
}

test_that("single values of Python's files are read with the search for them", {
  f <- H5File(test_path("fixtures/python/dtypes.h5"))
  withr::defer(h5_close(f))
  expect_identical(cpp_node_find(f, "scalar_int", TRUE)$value, 3)
  expect_identical(cpp_node_find(f, "scalar_bool", TRUE)$value, TRUE)
  expect_identical(cpp_node_find(f, "scalar_float", TRUE)$value, 2.5)
  expect_identical(cpp_node_find(f, "scalar_complex", TRUE)$value, 1+2i)
  expect_identical(cpp_node_find(f, "scalar_str", TRUE)$value, "hello \u00e9")
  expect_null(cpp_node_find(f, "scalar_int", FALSE)$value)
  expect_null(cpp_node_find(f, "v_int8", TRUE)$value)
  expect_null(cpp_node_find(f, "absent", TRUE))
})

test_that("every object of Python's files is described without an error", {
  for (name in c("dtypes.h5", "nested.h5", "overview_dict.h5", "overview_list.h5")) {
    f <- H5File(test_path("fixtures/python", name))
    for (key in cpp_node_names(f, "")) {
      found <- cpp_node_find(f, key, TRUE)
      expect_true(found$kind %in% c("group", "dataset", "dangling"), info = key)
      described <- cpp_node_describe(f, key)
      expect_identical(described$dtype, found$dtype, info = key)
      if (found$kind == "dataset" && is.na(found$rtype)) expect_gt(nchar(found$why), 0)
    }
    h5_close(f)
  }
})

test_that("stored types have numpy's names and R's types", {
  f <- H5File(test_path("fixtures/python/dtypes.h5"))
  withr::defer(h5_close(f))
  types <- vapply(
    c("v_int8", "v_uint32", "v_int64", "v_float16", "v_bool", "v_complex64", "strings", "bytes_fixed", "compound", "bigendian"),
    function(key) unlist(cpp_node_find(f, key, FALSE)[c("dtype", "rtype")]), c(dtype = "", rtype = "")
  )
  expect_identical(unname(types["dtype", ]),
                   c("int8", "uint32", "int64", "float16", "bool", "complex64", "str", "|S2", "compound", "int32"))
  expect_identical(unname(types["rtype", ]),
                   c("integer", "double", "double", "double", "logical", "complex", "character", "character", NA, "integer"))
})

test_that("names come in creation order, of whatever UTF-8 they are", {
  f <- local_h5()
  keys <- c("z", "a", "\u00e9", "\u65e5\u672c", "with space", "m\nn", "..", "\\x41")
  for (key in keys) make_group(f, key)
  expect_identical(cpp_node_names(f, ""), keys)
  for (key in keys) expect_identical(cpp_node_find(f, key, FALSE)$name, paste0("/", key))
})

test_that("names of a group without tracked order come by name", {
  f <- local_python_h5("for k in ['z', 'a', 'm']: f.create_group(k)")
  expect_identical(cpp_node_names(f, ""), c("a", "m", "z"))
})

test_that("names in Latin-1 are stored as UTF-8", {
  f <- local_h5()
  latin <- iconv("\u00e9", "UTF-8", "latin1")
  make_group(f, latin)
  expect_identical(cpp_node_names(f, ""), "\u00e9")
  expect_true(cpp_node_exists(f, latin))
})

test_that("a name of invalid UTF-8 is spelled with escapes, by which it is found and deleted", {
  f <- local_python_h5("f.create_group(b'a\\xe9b').create_dataset('v', data=3)")
  expect_identical(cpp_node_names(f, ""), "a\\xe9b")
  expect_identical(cpp_node_find(f, "a\\xe9b/v", TRUE)$value, 3)
  expect_identical(cpp_node_find(f, "a\\xe9b/v", TRUE)$name, "/a\\xe9b/v")
  make_group(f, "a\\xe9b/w")
  expect_identical(cpp_node_names(f, "a\\xe9b"), c("v", "w"))
  cpp_node_delete(f, "a\\xe9b")
  expect_identical(cpp_node_names(f, ""), character())
})

test_that("keys that HDF5 cannot address are refused", {
  f <- local_h5()
  for (path in c("", "/", ".", "a//b", "a/", "a/./b")) {
    expect_kind(make_group(f, path), "argument")
  }
  expect_identical(cpp_node_names(f, ""), character())
})

test_that("missing groups on the way are made, in tracked order", {
  f <- local_h5()
  make_group(f, "a/b/c")
  make_group(f, "a/b/a")
  expect_identical(cpp_node_names(f, "a/b"), c("c", "a"))
  expect_kind(make_group(f, "a/b"), "exists", name = "/a/b")
})

test_that("a dataset in the middle of a path is named by a type error, in reading and writing", {
  f <- local_h5()
  put(f, "a/x", 1:3)
  expect_kind(cpp_node_find(f, "a/x/y", TRUE), "type", name = "/a/x")
  expect_kind(make_group(f, "a/x/y/z"), "type", name = "/a/x")
  expect_kind(cpp_node_names(f, "a/x"), "type", name = "/a/x")
  expect_false(cpp_node_exists(f, "a/x/y"))
})

test_that("a path cannot lead through a list, but a list's handle reaches its elements", {
  f <- local_h5()
  make_group(f, "l", `__h5_type__` = "list")
  make_group(at(f, "l"), "0/k")
  expect_kind(cpp_node_find(f, "l/0", FALSE), "type", name = "/l")
  expect_kind(make_group(f, "l/x"), "type", name = "/l")
  expect_identical(cpp_node_find(at(f, "l"), "0/k", FALSE)$name, "/l/0/k")
})

test_that("soft links are followed and give the name of what they lead to", {
  f <- local_python_h5(
    "f['g/x'] = 5", "f['abs'] = h5py.SoftLink('/g/x')", "f['g/rel'] = h5py.SoftLink('x')", "f['chain'] = h5py.SoftLink('abs')"
  )
  for (key in c("abs", "g/rel", "chain")) {
    found <- cpp_node_find(f, key, TRUE)
    expect_identical(found[c("name", "value")], list(name = "/g/x", value = 5), info = key)
  }
  cpp_node_delete(f, "abs")
  expect_true(cpp_node_exists(f, "g/x"))
})

test_that("dangling and external links are kinds, never an error and never followed", {
  f <- local_python_h5(
    "f['gone'] = h5py.SoftLink('nope')", "f['ext'] = h5py.ExternalLink('other.h5', '/q')",
    "f['one'] = h5py.SoftLink('two')", "f['two'] = h5py.SoftLink('one')", "f['soft'] = h5py.SoftLink('ext')",
    "h5py.File(path.replace('python', 'other'), 'w')['q/r'] = 1"
  )
  kinds <- vapply(c("gone", "ext", "one", "soft"), function(key) cpp_node_find(f, key, TRUE)$kind, "")
  expect_identical(unname(kinds), c("dangling", "external", "dangling", "external"))
  expect_null(cpp_node_find(f, "ext/r", TRUE))
  expect_kind(make_group(f, "ext/new"), "type", name = "/ext")
  expect_kind(cpp_attr_names(f, "gone"), "not_found", name = "/gone")
  cpp_node_delete(f, "gone")
  expect_false(cpp_node_exists(f, "gone"))
})

test_that("cycles of hard links are harmless", {
  f <- local_python_h5("g = f.create_group('g')", "g['up'] = g", "g['root'] = f['/']", "g['x'] = 1")
  expect_identical(cpp_node_find(f, "g/up/up/root/g/x", TRUE)$value, 1)
  expect_kind(cpp_node_move(f, "g", f, "g/up/up/k"), "argument", name = "/g")
  cpp_node_copy(f, "g", f, "copy")
  expect_identical(sort(cpp_node_names(f, "copy")), c("root", "up", "x"))
  cpp_node_delete(f, "g")
  expect_identical(cpp_node_names(f, ""), "copy")
})

test_that("deleting one of several hard links keeps handles on the object alive", {
  f <- local_python_h5("f['g/x'] = 5", "f['hard'] = f['g/x']", "f['g/y'] = 1")
  x <- f[["g/x"]]
  y <- f[["g/y"]]
  cpp_node_delete(f, "g")
  expect_identical(name_of(x), "/hard")
  expect_kind(cpp_node_locate(y), "not_found")
})

test_that("a move is followed by handles on it and on what is below", {
  f <- local_h5()
  make_group(f, "a/b/c")
  a <- at(f, "a")
  c <- at(f, "a/b/c")
  cpp_node_move(f, "a", f, "new/place")
  expect_identical(c(name_of(a), name_of(c)), c("/new/place", "/new/place/b/c"))
  expect_identical(cpp_node_names(f, ""), "new")
})

test_that("a move into itself, onto something or from nothing leaves all as it was", {
  f <- local_h5()
  make_group(f, "a/b")
  make_group(f, "c")
  expect_kind(cpp_node_move(f, "a", f, "a/b/x/y"), "argument", name = "/a")
  expect_kind(cpp_node_move(f, "a", f, "c"), "exists", name = "/c")
  expect_kind(cpp_node_move(f, "zz", f, "d/e"), "not_found", name = "/zz")
  cpp_node_move(f, "a", f, "a")
  expect_identical(cpp_node_names(f, ""), c("a", "c"))
  expect_identical(cpp_node_names(f, "a"), "b")
  expect_identical(cpp_node_names(f, "a/b"), character())
})

test_that("a move into another file is refused and names the copy", {
  f <- local_h5()
  g <- local_h5("y.h5")
  make_group(f, "a")
  expect_match(conditionMessage(expect_kind(cpp_node_move(f, "a", g, "a"), "argument")), "h5_copy")
})

test_that("copies go within and across files, attributes and all that is below too", {
  f <- local_h5()
  g <- local_h5("y.h5")
  make_group(f, "a/b", u = "unit")
  put(f, "a/x", c(1, NA))
  cpp_node_copy(f, "a", f, "deep/copy")
  cpp_node_copy(f, "a", g, "a")
  expect_identical(cpp_attr_read(f, "deep/copy/b", "u")$value, "unit")
  expect_identical(cpp_value_read(g, "a/x")$value, c(1, NA))
  expect_kind(cpp_node_copy(f, "a", g, "a"), "exists", name = "/a")
  expect_kind(cpp_node_copy(f, "a", f, "a/b/c"), "argument", name = "/a")
  expect_kind(cpp_node_copy(f, "", f, "self"), "argument", name = "/")
  expect_kind(cpp_node_copy(f, "no", f, "self"), "not_found", name = "/no")
  expect_identical(cpp_node_names(f, ""), c("a", "deep"))
})

test_that("groups nested deeper than the C stack are neither copied nor deleted", {
  f <- local_python_h5("g = f", "for i in range(20000): g = g.create_group('d')")
  expect_kind(cpp_node_copy(f, "d", f, "e"), "unsupported", name = "/d")
  expect_kind(cpp_node_delete(f, "d"), "unsupported", name = "/d")
  expect_identical(cpp_node_names(f, ""), "d")
})

test_that("deleting elements of a list renumbers the others, and handles follow", {
  f <- local_h5()
  make_group(f, "l", `__h5_type__` = "list")
  l <- at(f, "l")
  for (i in 0:9) make_group(l, as.character(i), i = i)
  handles <- lapply(as.character(0:9), at, f = l)
  cpp_node_renumber(l, c(0, 3, 9))
  expect_identical(cpp_node_names(l, ""), as.character(0:6))
  values <- vapply(cpp_node_names(l, ""), function(key) cpp_attr_read(l, key, "i")$value, 1L)
  expect_identical(unname(values), c(1L, 2L, 4:8))
  expect_identical(vapply(handles[c(2, 3, 5:9)], name_of, ""), paste0("/l/", 0:6))
  for (i in c(1, 4, 10)) expect_kind(cpp_node_locate(handles[[i]]), "not_found")
  expect_kind(cpp_node_renumber(l, 7), "subscript")
})

test_that("what is staged appears in one step, and old handles are stale or gone", {
  f <- local_h5()
  for (key in c("a", "b", "c")) make_group(f, key)
  a <- at(f, "a")
  b <- at(f, "b")
  c <- at(f, "c")
  stage <- cpp_stage_begin(f)
  make_group(stage, "1/k")
  make_group(stage, "2", v = 1)
  make_group(at(stage, "1"), "deep")
  expect_identical(cpp_node_names(f, ""), c("a", "b", "c"))
  cpp_stage_commit(stage, c("1", "2", NA, NA), f, c("a", "new/d", "b", "nothing"), TRUE)
  cpp_stage_discard(stage)
  expect_identical(cpp_node_names(f, ""), c("c", "a", "new"))
  expect_identical(cpp_node_names(f, "a"), c("k", "deep"))
  expect_identical(cpp_node_describe(f, "a")$links, 1)
  expect_kind(cpp_node_locate(a), "stale")
  expect_kind(cpp_node_locate(b), "not_found")
  expect_identical(name_of(c), "/c")
})

test_that("a stage that cannot be committed leaves all as it was", {
  f <- local_h5()
  make_group(f, "a/old")
  a <- at(f, "a")
  stage <- cpp_stage_begin(f)
  make_group(stage, "1")
  expect_kind(cpp_stage_commit(stage, c("1", "1"), f, c("n/m", "a"), FALSE), "exists", name = "/a")
  expect_kind(cpp_stage_commit(stage, c("1", "7"), f, c("a", "b"), TRUE), "not_found")
  cpp_stage_discard(stage)
  expect_identical(cpp_node_names(f, ""), "a")
  expect_identical(cpp_node_names(a, ""), "old")
})

test_that("a discarded stage leaves nothing in the file", {
  f <- local_h5()
  path <- h5_path(f)
  stage <- cpp_stage_begin(f)
  put(stage, "1", runif(1e5))
  cpp_stage_discard(stage)
  cpp_stage_discard(stage)
  h5_close(f)
  expect_lt(file.size(path), 1e5)
})

test_that("attributes of every atomic type come back, with dims and missing values", {
  f <- local_h5()
  values <- list(
    l = TRUE, lna = c(TRUE, NA), i = c(1L, NA), d = c(1.5, NA, NaN, -Inf), z = complex(real = NA, imaginary = 1),
    s = c("\u00e9", NA, ""), r = as.raw(c(0, 255)), m = matrix(1:6, 2), a = array(c("a", "b"), c(1, 2, 1)),
    none = integer(), nostring = character(), one = array(1, c(1, 1))
  )
  for (key in names(values)) cpp_attr_write(f, "", key, values[[key]])
  for (key in names(values)) expect_identical(cpp_attr_read(f, "", key)$value, values[[key]], info = key)
  expect_setequal(cpp_attr_names(f, ""), names(values))
})

test_that("attributes of a handle of order C are the file's own shape", {
  f <- local_h5(order = "C")
  m <- matrix(1:6, 2)
  cpp_attr_write(f, "", "m", m)
  expect_identical(cpp_attr_read(f, "", "m")$value, m)
  skip_without_h5py()
  h5_flush(f)
  expect_identical(run_python("print(h5py.File(path, 'r').attrs['m'].tolist())", h5_path(f)), "[[1, 3, 5], [2, 4, 6]]")
})

test_that("h5py reads our attributes", {
  f <- local_h5()
  make_group(f, "g", u = "\u00e9", n = c(1L, 2L), b = TRUE, z = 1+2i, r = as.raw(1:2), m = matrix(1:6, 2))
  h5_flush(f)
  skip_without_h5py()
  lines <- run_python(c(
    "a = h5py.File(path, 'r')['g'].attrs", "print(ascii(a['u']), a['n'].dtype, a['b'] == True, a['z'], a['m'].tolist(), len(a['r']))"
  ), h5_path(f))
  expect_identical(lines, "'\\xe9' int32 True (1+2j) [[1, 2], [3, 4], [5, 6]] 2")
})

test_that("attributes that h5py wrote are read, whatever they are stored as", {
  f <- local_python_h5(
    "a = f.attrs", "a['be'] = np.array([1, 2], '>i4')", "a['bef'] = np.array([1.5], '>f8')", "a['u8'] = np.uint64(2**63)",
    "a['i8'] = np.int64(2**53 + 1)", "a['f2'] = np.float16(0.5)", "a['fixed'] = np.array([b'ab', b'c'])", "a['bad'] = np.bytes_(b'\\xff')",
    "a['none'] = h5py.Empty('f4')", "a['c8'] = np.complex64(1+2j)", "a['u2'] = np.uint16(65535)",
    "a.create('arr', np.array([[1, 2], [3, 4]], 'i4'), shape=(2, 2), dtype=np.dtype(('i4', 2)))",
    "a['rec'] = np.array([(1, 2.0)], dtype=[('p', 'i4'), ('q', 'f8')])", "a['enum'] = np.array([1, 0, 5])",
    "a.create('e', 2, dtype=h5py.enum_dtype({'A': 1, 'B': 2}, 'i2'))"
  )
  read <- function(key) cpp_attr_read(f, "", key)$value
  expect_identical(read("be"), 1:2)
  expect_identical(read("bef"), 1.5)
  expect_identical(read("u8"), 2^63)
  expect_false(cpp_attr_read(f, "", "i8")$exact)
  expect_identical(read("f2"), 0.5)
  expect_identical(read("fixed"), c("ab", "c"))
  expect_identical(Encoding(read("bad")), "bytes")
  expect_true(cpp_attr_read(f, "", "none")$null)
  expect_identical(read("c8"), 1+2i)
  expect_identical(read("u2"), 65535L)
  expect_identical(read("arr"), matrix(1:4, 2))
  expect_identical(read("e"), 2L)
  expect_kind(read("rec"), "unsupported", attribute = "rec")
})

test_that("an attribute beyond 64 KB is kept in dense storage that h5py reads", {
  f <- local_h5()
  big <- as.double(1:20000)
  cpp_attr_write(f, "", "big", big)
  expect_identical(cpp_attr_read(f, "", "big")$value, big)
  h5_flush(f)
  skip_without_h5py()
  expect_identical(run_python("print(h5py.File(path, 'r').attrs['big'].sum())", h5_path(f)), "200010000.0")
})

test_that("hundreds of attributes are listed at once", {
  f <- local_h5()
  for (i in 1:300) cpp_attr_write(f, "", sprintf("a%03d", i), i)
  expect_identical(cpp_attr_names(f, ""), sprintf("a%03d", 1:300))
})

test_that("an attribute is replaced by another of any type and shape", {
  f <- local_h5()
  for (value in list(1, "x", 1:10, as.double(1:20000), TRUE)) {
    cpp_attr_write(f, "", "a", value)
    expect_identical(cpp_attr_read(f, "", "a")$value, value)
    expect_identical(cpp_attr_names(f, ""), "a")
  }
})

test_that("names kept in an attribute are rewritten many times in the same place", {
  f <- local_h5()
  path <- h5_path(f)
  for (i in 1:500) cpp_attr_write(f, "", "__r_order__", c(paste0("key", i, "_", 1:200), "", "\u00e9"))
  expect_identical(cpp_attr_read(f, "", "__r_order__")$value, c(paste0("key500_", 1:200), "", "\u00e9"))
  cpp_attr_write(f, "", "__r_names__", c("a", NA))
  expect_identical(cpp_attr_read(f, "", "__r_names__")$value, c("a", NA))
  h5_close(f)
  expect_lt(file.size(path), 50000)
})

test_that("a value that the stored type cannot hold is refused and leaves the old one", {
  f <- local_h5()
  cpp_attr_write(f, "", "a", 100, "int8")
  expect_identical(cpp_attr_read(f, "", "a")$value, 100L)
  for (value in list(300, 1.5, NA_real_, NA_integer_, NA, "x", 1i)) {
    expect_kind(cpp_attr_write(f, "", "a", value, "int8"), "type", name = "/", attribute = "a")
  }
  expect_kind(cpp_attr_write(f, "", "a", 1e300, "float32"), "type")
  expect_kind(cpp_attr_write(f, "", "a", "long", "S2"), "type")
  expect_kind(cpp_attr_write(f, "", "a", quote(x)), "type")
  expect_identical(cpp_attr_read(f, "", "a")$value, 100L)
})

test_that("an attribute or an owner that is not there is not found, by name", {
  f <- local_h5()
  expect_kind(cpp_attr_read(f, "", "u"), "not_found", attribute = "u")
  expect_kind(cpp_attr_delete(f, "", "u"), "not_found", attribute = "u")
  expect_kind(cpp_attr_read(f, "x", "u"), "not_found", name = "/x")
})

test_that("an attribute that claims more than its file holds is corrupt, and no memory is taken", {
  f <- local_python_h5("f.attrs.create('a', np.arange(77, dtype='f8'))")
  path <- h5_path(f)
  h5_close(f)
  bytes <- readBin(path, "raw", file.size(path))
  claim <- packBits(intToBits(77L), "raw")
  places <- which(bytes == claim[1L])
  places <- places[vapply(places, function(i) identical(bytes[i + 0:7], c(claim, raw(4))), NA)]
  expect_gt(length(places), 0L)
  for (place in places) bytes[place + 0:7] <- as.raw(c(0, 0, 0, 0x20, 0, 0, 0, 0))
  writeBin(bytes, path)
  f <- H5File(path)
  withr::defer(h5_close(f))
  error <- expect_error(cpp_attr_read(f, "", "a"), class = "ch5mpy_error")
  expect_true(inherits(error, c("ch5mpy_error_corrupt", "ch5mpy_error_memory")))
  expect_kind(cpp_attr_names(f, ""), "corrupt", path = path)
})

test_that("a read-only handle changes nothing", {
  f <- local_h5()
  make_group(f, "a")
  r <- H5File(h5_path(f))
  withr::defer(h5_close(r))
  expect_kind(make_group(r, "b"), "mode")
  expect_kind(cpp_node_delete(r, "a"), "mode")
  expect_kind(cpp_node_move(r, "a", r, "b"), "mode")
  expect_kind(cpp_attr_write(r, "", "u", 1), "mode")
  expect_kind(cpp_stage_begin(r), "mode")
  expect_identical(cpp_node_names(f, ""), "a")
})

test_that("dimension scales are attached so that h5py sees them, also in place of others", {
  f <- local_h5()
  put(f, "x", matrix(1:6, 2))
  put(f, "rows", c("a", "b", "c"))
  put(f, "other", c("d", "e", "f"))
  cpp_scale_attach(f, "x", 0, "rows", "row")
  cpp_scale_attach(f, "x", 0, "other", "")
  h5_flush(f)
  skip_without_h5py()
  lines <- run_python(c(
    "d = h5py.File(path, 'r')['x'].dims[0]", "print(len(d), [v.decode() for v in d[0][:]])"
  ), h5_path(f))
  expect_identical(lines, "1 ['d', 'e', 'f']")
})

test_that("a copy takes scales of its own", {
  f <- local_h5()
  put(f, "x", matrix(1:6, 2))
  put(f, "rows", c("a", "b", "c"))
  cpp_scale_attach(f, "x", 0, "rows", "")
  cpp_node_copy(f, "x", f, "y")
  cpp_node_copy(f, "rows", f, "rows2")
  cpp_scale_attach(f, "y", 0, "rows2", "")
  h5_flush(f)
  skip_without_h5py()
  lines <- run_python("f = h5py.File(path, 'r'); print(f['y'].dims[0][0].name, f['x'].dims[0][0].name)", h5_path(f))
  expect_identical(lines, "/rows2 /rows")
})

test_that("a key that is overwritten many times does not make the file grow", {
  f <- local_h5()
  path <- h5_path(f)
  for (i in 1:100) put(f, "k", runif(131072))
  h5_close(f)
  expect_lt(file.size(path), 4 * 2^20)
})

test_that("keys overwritten in session after session do not make the file grow", {
  path <- local_path()
  for (i in 1:30) {
    f <- H5File(path, "a")
    put(f, "k", runif(131072))
    put(f, paste0("b", i %% 2), rep(as.double(i), 50000))
    h5_close(f)
  }
  # A new value is complete before the old one goes, so there are holes of several sizes.
  expect_lt(file.size(path), 8 * 2^20)
  f <- H5File(path)
  withr::defer(h5_close(f))
  expect_identical(cpp_value_read(f, "b0")$value, rep(30, 50000))
  expect_identical(cpp_value_read(f, "b1")$value, rep(29, 50000))
})

test_that("space that was free before a crash is never taken from what was written since", {
  skip_without_h5py()
  skip_if_not_installed("callr")
  path <- local_path()
  for (i in 1:3) {
    f <- H5File(path, "a")
    put(f, "k", rep(as.double(i), 131072))
    h5_close(f)
  }
  killed <- function(path) {
    f <- H5File(path, "r+")
    ch5mpy:::cpp_value_write(f, "k", rep(7, 131072), list(order = "R", compression = "none"))
    ch5mpy:::cpp_value_write(f, "m", rep(8, 100000), list(order = "R", compression = "none"))
    h5_flush(f)
    tools::pskill(Sys.getpid(), 9L)
  }
  expect_error(in_new_process(killed, path))
  sums <- "print([float(f[k][:].sum()) for k in sorted(f) if k in 'km'])"
  expect_identical(run_python(c("f = h5py.File(path, 'r+')", "f['z'] = np.ones(50000)", "del f['z']", "f.close()",
                                "f = h5py.File(path, 'r')", sums), path), "[917504.0, 800000.0]")
  f <- H5File(path, "r+")
  put(f, "n", rep(9, 131072))
  h5_close(f)
  expect_identical(run_python(c("f = h5py.File(path, 'r')", sums), path), "[917504.0, 800000.0]")
})

test_that("the list of free space is not believed in a file that was rewritten", {
  skip_if(!nzchar(Sys.which("h5repack")), "no h5repack (on Debian: apt-get install hdf5-tools)")
  path <- local_path()
  for (i in 1:2) {
    f <- H5File(path, "a")
    put(f, "k", rep(as.double(i), 131072))
    h5_close(f)
  }
  packed <- local_path("packed.h5")
  system2("h5repack", shQuote(c(path, packed)))
  f <- H5File(packed, "r+")
  put(f, "m", rep(3, 100000))
  h5_close(f)
  f <- H5File(packed)
  withr::defer(h5_close(f))
  expect_identical(cpp_value_read(f, "k")$value, rep(2, 131072))
})

test_that("HDF5 prints nothing on the console when something fails", {
  output <- run_script(c(
    "f <- H5File(tempfile(), 'w')",
    "for (code in list(quote(f[['a']]), quote(h5_delete(f, 'a')), quote(h5_move(f, 'a', 'b')), quote(h5_copy(f, f, 'c'))))",
    "  try(eval(code), silent = TRUE)", "cat('done\\n')"
  ))
  expect_identical(as.character(output), "done")
})
