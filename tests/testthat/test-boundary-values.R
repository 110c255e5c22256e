# Values between R and datasets, at the exports themselves: what is written comes back, under every
# stored type, shape, layout and order; what other programs wrote is read as the format says.

write <- function(loc, name, value, ...) cpp_value_write(loc, name, value, list(...))

read <- function(loc, name) cpp_value_read(loc, name)$value

info <- function(loc, name) cpp_node_describe(loc, name)

samples <- list(
  double = c(1.5, NA, NaN, Inf, -Inf, -0, 5e-324, 1.7976931348623157e308),
  integer = c(1L, NA, -.Machine$integer.max, .Machine$integer.max, 0L, 7L, 8L, 9L),
  logical = c(TRUE, FALSE, NA, TRUE, TRUE, FALSE, NA, FALSE),
  `whole logical` = c(TRUE, FALSE, FALSE, TRUE, TRUE, FALSE, TRUE, FALSE),
  character = c("a", "", NA, "\u00e9t\u00e9", "\u65e5\u672c", "NA", "a longer one", "z"),
  complex = complex(real = c(1, NA, NaN, 4, 5, 6, 7, 8), imaginary = c(NA, 2, 3, Inf, 5, 6, 7, 8)),
  raw = as.raw(c(0, 1, 127, 128, 255, 3, 4, 5))
)

layouts <- list(
  tiny = list(), contiguous = list(chunk = FALSE), chunked = list(chunk = TRUE),
  deflated = list(compression = "gzip-4", chunk = TRUE)
)

# The layout of an array of this rank.
layout_spec <- function(layout, dim) {
  if (isTRUE(layout$chunk)) layout$chunk <- pmax(1, dim %/% 2)
  layout
}

bits <- function(x) if (is.double(x) || is.complex(x)) writeBin(x, raw()) else x

test_that("every type, shape, layout and order comes back bit for bit", {
  for (order in c("R", "C")) {
    file <- local_h5(order = order)
    for (type in names(samples)) for (layout in names(layouts)) {
      for (dim in list(NULL, 8L, c(2L, 4L), c(2L, 2L, 2L), c(4L, 1L, 2L))) {
        value <- samples[[type]]
        dim(value) <- dim
        spec <- layout_spec(layouts[[layout]], if (is.null(dim)) 8 else dim)
        spec$scalar <- FALSE
        cpp_value_write(file, "x", value, spec)
        expect_identical(bits(read(file, "x")), bits(samples[[type]]), info = paste(order, type, layout, deparse(dim)))
        shape <- if (is.null(dim)) 8 else if (order == "C") dim else rev(dim)
        expect_equal(cpp_value_read(file, "x")$shape, shape)
      }
    }
  }
})

test_that("empty vectors and arrays come back", {
  file <- local_h5()
  for (type in names(samples)) {
    write(file, "x", samples[[type]][0])
    expect_identical(read(file, "x"), samples[[type]][0])
    write(file, "x", array(samples[[type]][0], c(0, 3)))
    expect_identical(read(file, "x"), samples[[type]][0])
    expect_equal(cpp_value_read(file, "x")$shape, c(3, 0))
  }
})

test_that("a single value is stored without dimensions unless it is asked otherwise", {
  file <- local_h5()
  for (type in names(samples)) {
    write(file, "x", samples[[type]][1])
    expect_identical(cpp_node_find(file, "x", FALSE)$space, "scalar")
    expect_identical(read(file, "x"), samples[[type]][1])
    write(file, "x", samples[[type]][1], scalar = FALSE)
    expect_identical(cpp_value_read(file, "x")$shape, 1)
  }
  write(file, "x", array(1, c(1, 1)))
  expect_identical(cpp_value_read(file, "x")$shape, c(1, 1))
  write(file, "x", NA_character_)
  expect_identical(read(file, "x"), NA_character_)
  expect_kind(write(file, "x", 1:2, scalar = TRUE), "argument")
})

test_that("NULL is a dataset without elements", {
  file <- local_h5()
  write(file, "x", NULL, attributes = list(`__h5_type__` = "r_null"))
  expect_null(read(file, "x"))
  expect_identical(cpp_node_find(file, "x", FALSE)$mark, "r_null")
})

test_that("arrays in orders R and C are each other's transpose", {
  file <- local_h5()
  m <- matrix(1:6, 2)
  write(file, "r", m)
  c_order <- H5File(file@file, "r", order = "C")
  withr::defer(h5_close(c_order))
  expect_identical(read(c_order, "r"), as.vector(t(m)))
  expect_identical(cpp_value_read(c_order, "r")$shape, cpp_value_read(file, "r")$shape)
})

test_that("numbers are stored in any type that holds them, and nothing else is written", {
  file <- local_h5()
  write(file, "keep", 1)
  ranges <- list(
    int8 = c(-128, 127), int16 = c(-32768, 32767), int32 = c(-2147483647, 2147483647), int64 = c(-2^63, 2^62),
    uint8 = c(0, 255), uint16 = c(0, 65535), uint32 = c(0, 4294967295), uint64 = c(0, 2^63),
    float16 = c(-65504, 65504), float32 = c(-1, 1) * (2 - 2^-23) * 2^127, float64 = c(-1e308, 1e308)
  )
  for (type in names(ranges)) {
    range <- ranges[[type]]
    for (order in c("R", "C")) {
      write(file, "x", matrix(c(range, 1, 0), 2), type = type, order = order, chunk = c(1, 2))
      expect_equal(as.double(sort(read(file, "x"))), sort(c(range, 1, 0)), info = type)
      expect_identical(cpp_node_find(file, "x", FALSE)$dtype, type)
    }
    beyond <- list(range[2] * 2 + (range[2] < 2^50))
    if (type == "float64") beyond <- list()
    if (!startsWith(type, "float")) beyond <- c(beyond, 1.5, NaN, Inf, range[1] - max(1, abs(range[1])))
    if (!startsWith(type, "float") && type != "int32") beyond <- c(beyond, NA, NA_real_)
    for (value in beyond) {
      expect_kind(write(file, "keep", c(0, value), type = type), "type", stored_type = type)
    }
  }
  expect_identical(read(file, "keep"), 1)
})

test_that("values of one kind are not stored as another", {
  file <- local_h5()
  refused <- list(
    list("a", "double"), list("a", "int8"), list("a", "bool"), list("a", "raw"), list(1, "str"), list(TRUE, "str"),
    list(1, "bool"), list(1L, "logical"), list(1i, "double"), list(as.raw(1), "uint8"), list(1, "raw"),
    list(as.raw(1), "double"), list(NA, "bool")
  )
  for (pair in refused) expect_kind(write(file, "x", pair[[1]], type = pair[[2]]), "type")
  accepted <- list(
    list(TRUE, "double", 1), list(NA, "integer", NA_integer_), list(NA, "float32", NA_real_), list(3L, "float64", 3),
    list(1, "complex", 1 + 0i), list(NA, "logical", NA), list("a", "S3", "a"), list(as.raw(7), "raw", as.raw(7)),
    list(c(1 + 2i, NA), "complex64", c(1 + 2i, NA))
  )
  for (pair in accepted) {
    write(file, "x", pair[[1]], type = pair[[2]])
    expect_identical(read(file, "x"), pair[[3]], info = pair[[2]])
  }
  expect_false(cpp_node_exists(file, "y"))
  expect_kind(write(file, "y", 1, type = "float31"), "argument")
  expect_kind(write(file, "y", sum), "type")
})

test_that("NA and NaN stay apart in float32 too", {
  file <- local_h5()
  write(file, "x", c(NA, NaN, 0.5), type = "float32")
  expect_identical(bits(read(file, "x")), bits(c(NA, NaN, 0.5)))
})

test_that("an int32 is marked when it holds NA, and only then", {
  file <- local_h5()
  write(file, "x", 1:3)
  expect_false("missing_value" %in% cpp_attr_names(file, "x"))
  write(file, "x", c(1L, NA))
  expect_identical(cpp_attr_read(file, "x", "missing_value")$value, NA_integer_)
  expect_identical(cpp_value_read(file, "x")$warnings, character())
})

test_that("strings of fixed length have a string that stands for NA and equals no element", {
  file <- local_h5()
  for (value in list(c("NA", NA, "x"), c("NA", "NA0", NA), c(NA, NA), c("", NA), c("a", "b"))) {
    write(file, "x", value, compression = "gzip-4")
    expect_identical(read(file, "x"), value)
  }
  expect_false("__r_na__" %in% cpp_attr_names(file, "x"))
  write(file, "x", c("abc", "d", NA), type = "S3")
  expect_identical(read(file, "x"), c("abc", "d", NA))
  expect_kind(write(file, "x", c("abcd", "d"), type = "S3"), "type")
  expect_identical(cpp_node_find(file, "x", FALSE)$dtype, "|S3")
})

test_that("compressed strings are of fixed length where that is not larger", {
  file <- local_h5()
  even <- sprintf("%04d", 1:2000)
  write(file, "x", even, compression = "gzip-4")
  expect_identical(cpp_node_find(file, "x", FALSE)$dtype, "|S4")
  expect_identical(read(file, "x"), even)
  uneven <- c(even, strrep("x", 1e5))
  write(file, "x", uneven, compression = "gzip-4")
  expect_identical(cpp_node_find(file, "x", FALSE)$dtype, "str")
  expect_identical(read(file, "x"), uneven)
  write(file, "x", even, compression = "gzip-4", type = "str")
  expect_identical(cpp_node_find(file, "x", FALSE)$dtype, "str")
})

test_that("strings go out in UTF-8, and those without an encoding are refused", {
  file <- local_h5()
  latin <- "caf\xe9"
  Encoding(latin) <- "latin1"
  write(file, "x", c(latin, "b"))
  expect_identical(read(file, "x"), c("caf\u00e9", "b"))
  bytes <- "caf\xe9"
  Encoding(bytes) <- "bytes"
  expect_kind(write(file, "x", c("a", bytes)), "type")
  expect_identical(read(file, "x"), c("caf\u00e9", "b"))
})

test_that("large arrays are chunked and growable, tiny ones contiguous", {
  file <- local_h5()
  write(file, "tiny", 1:10)
  expect_null(info(file, "tiny")$chunk)
  write(file, "large", matrix(0, 1000, 500))
  expect_gte(8 * prod(info(file, "large")$chunk), 2^18)
  expect_lte(8 * prod(info(file, "large")$chunk), 2^20)
  expect_identical(info(file, "large")$maxshape, c(Inf, Inf))
  write(file, "fixed", matrix(0, 1000, 500), chunk = FALSE)
  expect_null(info(file, "fixed")$chunk)
  write(file, "given", matrix(0, 10, 20), chunk = c(10, 5), maxdim = c(10, Inf))
  expect_equal(info(file, "given")$chunk, c(5, 10))
  expect_equal(info(file, "given")$maxshape, c(Inf, 10))
  expect_kind(write(file, "bad", 1:10, chunk = 0), "argument")
  expect_kind(write(file, "bad", 1:10, chunk = c(2, 2)), "argument")
  expect_kind(write(file, "bad", 1:10, maxdim = 5), "argument")
})

test_that("each compression comes back, and a name that is none is an argument error", {
  file <- local_h5()
  m <- matrix(round(rnorm(20000), 2), 100)
  for (compression in c("none", "gzip-1", "gzip", "zstd-3", "lz4", "lzf", "bzip2-9", "blosc2-zstd-5", "blosc2-lz4", "blosc2")) {
    write(file, "x", m, compression = compression)
    expect_identical(read(file, "x"), as.vector(m), info = compression)
    if (compression != "none") expect_lt(info(file, "x")$stored_bytes, 8 * 20000)
  }
  for (compression in c("gzip-12", "zip", "gzip-", "zstd-x", "blosc2-foo-3", "lz4-3", "")) {
    expect_kind(write(file, "y", m, compression = compression), "argument")
  }
})

test_that("an array without data has its fill value everywhere", {
  file <- local_h5()
  create <- function(dim, type, ...) cpp_array_create(file, "x", dim, type, list(overwrite = TRUE, ...))
  fills <- list(
    list("double", NULL, 0), list("integer", 7, 7L), list("integer", NA, NA_integer_), list("int8", NULL, 0L), list("bool", TRUE, TRUE),
    list("logical", NA, NA), list("character", NULL, NA_character_), list("character", "", ""), list("character", "x", "x"), list("character", NA_character_, NA_character_),
    list("complex", 1i, 1i), list("raw", NULL, as.raw(0)), list("S4", "ab", "ab"), list("float32", 0.5, 0.5)
  )
  for (fill in fills) for (chunk in list(NULL, FALSE, c(2, 2))) {
    create(c(3, 4), fill[[1]], fill = fill[[2]], chunk = chunk)
    expect_identical(read(file, "x"), rep(fill[[3]], 12), info = fill[[1]])
    expect_identical(cpp_value_read(file, "x")$warnings, character())
  }
  expect_kind(create(3, "int8", fill = 300), "type")
  expect_kind(create(3, "double", fill = "a"), "type")
  expect_kind(cpp_array_create(file, "x", 3, "double", list(overwrite = FALSE)), "exists")
})

test_that("a growable array is resized in place, a fixed one is refused", {
  file <- local_h5()
  cpp_array_create(file, "x", c(3, 4), "double", list(chunk = c(2, 2), fill = 5))
  array <- file[["x"]]
  cpp_array_resize(array, c(5, 4))
  expect_equal(cpp_array_shape(array), c(4, 5))
  expect_identical(read(file, "x"), rep(5, 20))
  cpp_array_create(file, "y", 3, "double", list(chunk = FALSE))
  expect_kind(cpp_array_resize(file[["y"]], 4), "unsupported")
  expect_kind(cpp_array_resize(array, 4), "argument")
})

test_that("a failed write leaves what was there", {
  file <- local_h5()
  write(file, "x", 1:3)
  expect_kind(write(file, "x", c(1, 1.5), type = "int8"), "type")
  expect_kind(write(file, "x", 1:3, overwrite = FALSE), "exists")
  expect_identical(read(file, "x"), 1:3)
})

test_that("deferred vectors of R are written as what they are", {
  file <- local_h5()
  write(file, "x", 1:100000)
  expect_identical(read(file, "x"), 1:100000)
  write(file, "x", as.character(1:1000))
  expect_identical(read(file, "x"), as.character(1:1000))
})

test_that("what fills HDF5's metadata cache while it is written is there afterwards, once", {
  file <- local_h5()
  text <- as.character(seq_len(2e5))
  numbers <- as.double(seq_len(1e5))
  write(file, "text", text)
  write(file, "chunks", numbers, chunk = 1)
  stage <- cpp_stage_begin(file)
  write(stage, "staged", text)
  cpp_stage_commit(stage, "staged", file, "staged", TRUE)
  for (key in c("text", "chunks", "staged")) expect_equal(info(file, key)$links, 1, info = key)
  path <- h5_path(file)
  h5_close(file)
  file <- H5File(path, "r+")
  withr::defer(h5_close(file))
  expect_identical(read(file, "text"), text)
  expect_identical(read(file, "staged"), text)
  expect_identical(read(file, "chunks"), numbers)
})

test_that("strings go with their dataset, so that a file does not grow by what is replaced", {
  file <- local_h5()
  size <- function() {
    h5_flush(file)
    file.size(h5_path(file))
  }
  replace_often <- function(times) for (k in seq_len(times)) {
    write(file, "vector", paste("string", k, 1:1000))
    write(file, "scalar", strrep("x", 2000))
    write(file, "matrix", matrix(paste("a longer string", k, 1:600), 20), chunk = c(7, 7))
    h5_write(list(a = paste("in a list", k, 1:500), b = list("deep", strrep("y", 2000))), file, "list")
  }
  replace_often(3)
  before <- size()
  replace_often(30)
  expect_lt(size(), before + 1e5)
  for (key in c("vector", "scalar", "matrix", "list")) h5_delete(file, key)
  replace_often(1)
  expect_lt(size(), before + 1e5)
  expect_identical(read(file, "vector")[2], "string 1 2")
})

test_that("text with another link keeps its strings", {
  skip_without_h5py()
  path <- local_path()
  file <- H5File(path, "w")
  write(file, "a", c("one", NA, "two"))
  h5_close(file)
  run_python("f = h5py.File(path, 'r+'); f['b'] = f['a']", path)
  file <- H5File(path, "r+")
  withr::defer(h5_close(file))
  h5_delete(file, "a")
  expect_identical(read(file, "b"), c("one", NA, "two"))
  write(file, "b", "x")
  expect_identical(read(file, "b"), "x")
})

test_that("a refused value leaves nothing in the file", {
  file <- local_h5()
  write(file, "x", 1)
  h5_flush(file)
  size <- file.size(h5_path(file))
  for (i in 1:20) expect_kind(write(file, "y", c(runif(1e4), 1.5), type = "int8", chunk = FALSE), "type")
  h5_flush(file)
  expect_lt(file.size(h5_path(file)), size + 1e5)
})

test_that("integer64 keeps its bits where its class is asked for", {
  skip_if_not_installed("bit64")
  file <- local_h5()
  big <- bit64::as.integer64(c("9007199254740993", NA, "-5"))
  write(file, "x", big)
  expect_identical(cpp_node_find(file, "x", FALSE)$dtype, "int64")
  result <- with_h5_options(list(int64 = "integer64"), cpp_value_read(file, "x"))
  expect_true(result$integer64)
  expect_identical(structure(result$value, class = "integer64"), big)
  expect_length(cpp_value_read(file, "x")$warnings, 1)
  expect_kind(with_h5_options(list(int64 = "error"), cpp_value_read(file, "x")), "type")
  expect_kind(write(file, "y", big, type = "int32"), "type")
})

test_that("the types that h5py wrote are read as the format says", {
  file <- H5File(local_fixture("python/dtypes.h5"))
  withr::defer(h5_close(file))
  numbers <- paste0("v_", c("int8", "int16", "int32", "uint8", "uint16"))
  for (name in numbers) expect_identical(read(file, name), 0:4, info = name)
  for (name in paste0("v_", c("uint32", "int64", "uint64", "float16", "float32", "float64"))) {
    expect_identical(read(file, name), as.double(0:4), info = name)
  }
  for (name in paste0("m_", c("int8", "int64", "float16", "float64"))) expect_equal(read(file, name), 0:11, info = name)
  for (name in c("v_complex64", "v_complex128")) expect_identical(read(file, name), 0:4 + 0i)
  expect_identical(read(file, "v_bool"), c(FALSE, TRUE, TRUE, TRUE, TRUE))
  expect_identical(read(file, "bigendian"), 0:5)
  expect_identical(read(file, "bigendian_f"), as.double(0:5))
  expect_identical(read(file, "enum"), c(0L, 2L, 1L, 2L))
  expect_identical(read(file, "strings"), c("a", "", "\u00e9t\u00e9", "\u65e5\u672c", "NA"))
  expect_identical(read(file, "ascii_vlen"), c("x", "yz"))
  expect_identical(read(file, "bytes_fixed"), c("ab", "c", ""))
  expect_identical(read(file, "utf8_fixed"), c("\u00e9", "zz"))
  expect_identical(read(file, "unwritten"), rep(-1, 20))
  expect_identical(read(file, "scalar_str"), "hello \u00e9")
  expect_identical(read(file, "scalar_bool"), TRUE)
  expect_identical(read(file, "scalar_complex"), 1 + 2i)
  expect_null(read(file, "null_space"))
  for (name in c("lzf", "fletcher", "scaleoffset")) expect_equal(read(file, name), 0:999, info = name)
  expect_equal(read(file, "a3d"), 0:23)
  expect_identical(read(file, "empty_mat"), integer())
  special <- read(file, "float64_special")
  expect_identical(bits(special[-1]), bits(c(Inf, -Inf, -0, 5e-324, 1.7976931348623157e308)))
  expect_true(is.nan(special[1]))
  for (name in c("int64_beyond_double", "uint64_beyond_double")) {
    expect_length(cpp_value_read(file, name)$warnings, 1)
  }
  expect_identical(read(file, "uint64_beyond_double"), c(2^64, 1))
  for (name in c("compound", "opaque_time", "vlen_int")) expect_kind(read(file, name), "unsupported", name = paste0("/", name))
  expect_kind(read(file, ""), "type")
})

test_that("what we write is what h5py reads", {
  skip_without_h5py()
  file <- local_h5()
  for (type in names(samples)) write(file, make.names(type), samples[[type]])
  write(file, "compressed", samples$character, compression = "gzip-4")
  write(file, "matrix", matrix(1:6, 2))
  for (type in c("int8", "uint64", "float16", "float32", "bool")) {
    write(file, type, if (type == "bool") c(TRUE, FALSE) else 1:2, type = type)
  }
  path <- h5_path(file)
  h5_close(file)
  out <- run_python(c(
    "f = h5py.File(path)",
    "print(f['double'].dtype, f['integer'].dtype, f['whole.logical'].dtype, f['raw'].dtype, f['complex'].dtype)",
    "print(f['integer'][1] == -2**31 == f['integer'].attrs['missing_value'])",
    "print([s.decode() for s in f['character'][()]] == ['a', '', '', '\\u00e9t\\u00e9', '\\u65e5\\u672c', 'NA', 'a longer one', 'z'])",
    "print(f['compressed'].dtype, f['compressed'].attrs['__r_na__'] == 'NA0', f['compressed'][2])",
    "print(f['matrix'][()].tolist(), f['matrix'].attrs['dtype'])",
    "print(sorted(h5py.check_enum_dtype(f['logical'].dtype).items()))",
    "print(f['character'].attrs['dtype'], f['raw'].attrs['__r_type__'])",
    "print(*[f[k].dtype for k in ('int8', 'uint64', 'float16', 'float32', 'bool')])",
    "print(*[f[k].attrs['dtype'] for k in ('int8', 'uint64', 'float16', 'float32', 'bool')])"
  ), path)
  expect_identical(out[1], "float64 int32 bool uint8 complex128")
  expect_identical(out[2], "True")
  expect_identical(out[3], "True")
  expect_identical(out[4], "|S12 True b'NA0'")
  expect_identical(out[5], "[[1, 2], [3, 4], [5, 6]] int32")
  expect_identical(out[6], "[('FALSE', 0), ('NA', -128), ('TRUE', 1)]")
  expect_identical(out[7], "<U12 raw")
  expect_identical(out[8], "int8 uint64 float16 float32 bool")
  expect_identical(out[9], "int8 uint64 float16 float32 bool")
})

test_that("strings that are not valid, unmarked INT_MIN and odd padding are read without harm", {
  skip_without_h5py()
  path <- local_path()
  run_python(c(
    "f = h5py.File(path, 'w')",
    "f['bad'] = np.array([b'caf\\xe9', b'ok'], dtype='S4')",
    "f.create_dataset('bad_vlen', (2,), dtype=h5py.string_dtype())[...] = [b'caf\\xe9', b'ok']",
    "f['min'] = np.array([-2**31, 1], dtype='i4')",
    "t = h5py.h5t.C_S1.copy(); t.set_size(4); t.set_strpad(h5py.h5t.STR_SPACEPAD)",
    "d = h5py.h5d.create(f.id, b'spaces', t, h5py.h5s.create_simple((2,)))",
    "d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b'a   ', b'b c '], dtype='S4'), t)",
    "e = h5py.enum_dtype({'A': 300, 'B': -7}, basetype='>i2')",
    "f.create_dataset('enum', data=np.array([300, -7], dtype='>i2'), dtype=e)",
    "f['flags'] = np.array([True, False])",
    "f.create_dataset('unwritten', (3,), dtype=h5py.string_dtype(), chunks=(2,))",
    "f.create_dataset('huge', (2**40, 2**10), dtype='f8', chunks=(2**10, 2**10))",
    "f.create_dataset('vast', (2**50, 2**50), dtype='f8', chunks=(2**10, 2**10))"
  ), path)
  file <- H5File(path)
  withr::defer(h5_close(file))
  for (name in c("bad", "bad_vlen")) {
    text <- read(file, name)
    expect_identical(Encoding(text[1]), "bytes")
    expect_identical(text[2], "ok")
  }
  minimum <- cpp_value_read(file, "min")
  expect_identical(minimum$value, c(NA, 1L))
  expect_length(minimum$warnings, 1)
  expect_identical(read(file, "spaces"), c("a", "b c"))
  expect_identical(read(file, "enum"), c(300L, -7L))
  expect_identical(read(file, "unwritten"), rep(NA_character_, 3))
  expect_kind(read(file, "huge"), "memory")
  expect_kind(read(file, "vast"), "memory")
})
