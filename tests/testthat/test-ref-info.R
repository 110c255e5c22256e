test_that("h5_ls() lists what is there without reading it", {
  path <- test_path("fixtures", "python", "nested.h5")
  all <- h5_ls(path)
  expect_named(all, c("name", "kind", "type", "shape", "chunk", "filters", "stored_bytes"))
  expect_false(anyDuplicated(all$name) > 0)
  expect_true(all(all$kind %in% c("dict", "list", "array", "scalar", "null", "object", "opaque")))
  top <- h5_ls(path, recursive = FALSE)
  f <- H5File(path)
  expect_identical(top$name, names(f))
  h5_close(f)
  expect_kind(h5_ls(path, recursive = NA), "argument")
  expect_kind(h5_ls("no-such-file.h5"), "not_found")
})

test_that("an empty group lists as no rows", {
  expect_identical(nrow(h5_ls(local_h5())), 0L)
})

test_that("kinds are told apart", {
  f <- local_h5()
  h5_create_group(f, "g")
  expect_identical(h5_kind(f), "dict")
  expect_identical(h5_kind(f, "g"), "dict")
  expect_kind(h5_kind(f, "no"), "not_found", name = "no")
  path <- test_path("fixtures", "python", "overview_list.h5")
  expect_identical(h5_kind(path, "lst"), "list")
})

test_that("h5_info() describes a group", {
  f <- local_h5()
  info <- h5_info(f)
  expect_identical(info$kind, "dict")
  expect_length(info$file_format, 2L)
  expect_kind(h5_info(f, "no"), "not_found", name = "no")
})
