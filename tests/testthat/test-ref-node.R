test_that("groups have members", {
  f <- local_h5()
  h5_create_group(f, "z/y/x")
  h5_create_group(f, "a")
  expect_identical(names(f), c("z", "a"))
  expect_identical(length(f), 2L)
  expect_s4_class(f[["z/y"]], "H5GroupHandle")
  expect_identical(h5_name(f$z$y), "/z/y")
  expect_identical(h5_name(f[[2]]), "/a")
  expect_identical(h5_name(f$z[["/a"]]), "/a")
  expect_null(f$absent)
  expect_null(f$z$absent)
  expect_kind(f[["absent"]], "not_found", path = h5_path(f), name = "absent")
  expect_kind(f[["z/no/x"]], "not_found", name = "z/no/x")
  expect_kind(f[[3]], "subscript")
  expect_kind(f[[0]], "subscript")
  expect_kind(f[[c("a", "b")]], "argument")
  for (key in c("", ".", "a//b", "a/")) expect_kind(f[[key]], "argument", name = key)
})

test_that("values are not assigned into plain handles, except themselves", {
  f <- local_h5()
  h5_create_group(f, "g")
  expect_kind(f$x <- 1, "unsupported")
  expect_kind(f[["x"]] <- 1, "unsupported")
  h5_attributes(f$g)$u <- 1
  h5_attributes(f[["g"]])$v <- 2
  expect_identical(as.list(h5_attributes(f$g)), list(u = 1, v = 2))
  expect_s4_class(f, "H5FileHandle")
})

test_that("h5_create_group() makes the groups on the way and refuses what is there", {
  f <- local_h5()
  g <- h5_create_group(f, "a/b/c")
  expect_identical(h5_name(g), "/a/b/c")
  expect_kind(h5_create_group(f, "a/b"), "exists", name = "/a/b")
  for (key in c("", ".", "x//y")) expect_kind(h5_create_group(f, key), "argument", name = key)
  path <- local_path()
  g <- h5_create_group(path, "a")
  expect_true(h5_exists(path, "a"))
  h5_close(g)
})

test_that("h5_exists() is never an error for what is not there", {
  f <- local_h5()
  h5_create_group(f, "a/b")
  expect_true(h5_exists(f, "a/b"))
  expect_true(h5_exists(f, "/a"))
  expect_false(h5_exists(f, "a/c"))
  expect_false(h5_exists(f, "no/c"))
  expect_false(h5_exists("no-such-file.h5", "a"))
  path <- h5_path(f)
  expect_true(h5_exists(path, "a"))
  expect_kind(h5_exists(f, ""), "argument")
})

test_that("h5_delete() and h5_move() change names", {
  f <- local_h5()
  h5_create_group(f, "a/b")
  h5_create_group(f, "c")
  h5_move(f, "a/b", "d/e")
  expect_false(h5_exists(f, "a/b"))
  expect_true(h5_exists(f, "d/e"))
  expect_kind(h5_move(f, "c", "d"), "exists")
  expect_kind(h5_move(f, "no", "x"), "not_found", name = "/no")
  h5_delete(f, "d")
  expect_identical(sort(names(f)), c("a", "c"))
  expect_kind(h5_delete(f, "d"), "not_found", name = "/d")
  path <- h5_path(f)
  h5_delete(path, "c")
  expect_identical(names(f), "a")
})

test_that("h5_copy() copies with all below, within a file and across", {
  f <- local_h5()
  h5_create_group(f, "a/b")
  h5_attributes(f, "a/b")$u <- 1
  h5_copy(f$a, f, "x/y")
  expect_identical(h5_attributes(f, "x/y/b")$u, 1)
  expect_kind(h5_copy(f$a, f, "x"), "exists")
  path <- local_path()
  h5_copy(f$a, path, "q")
  other <- H5File(path)
  expect_identical(h5_attributes(other, "q/b")$u, 1)
  h5_close(other)
})

test_that("a handle belongs to its object: renamed, replaced, deleted", {
  f <- local_h5()
  h5_create_group(f, "a/b")
  a <- f$a
  b <- f[["a/b"]]
  h5_move(f, "a", "moved")
  expect_identical(h5_name(a), "/moved")
  expect_identical(h5_name(b), "/moved/b")
  h5_create_group(f, "a")
  expect_identical(names(a), "b")
  h5_delete(f, "moved")
  expect_kind(names(a), "not_found")
  expect_kind(names(b), "not_found")
  h5_create_group(f, "moved/b")
  expect_kind(names(b), "not_found")
  expect_kind(h5_attributes(b)$u, "not_found")
})

test_that("odd names are keys like others", {
  f <- local_h5()
  for (key in c("..", "a b", "\u00e9\u4e2d", "x\ty", "'", "-", "names")) {
    h5_create_group(f, key)
    expect_true(h5_exists(f, key))
    expect_identical(h5_name(f[[key]]), paste0("/", key))
  }
  expect_identical(names(f)[3], "\u00e9\u4e2d")
})
